package dev.understudy.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.effects.CanonicalEffect;
import dev.understudy.effects.ObservedEffects;
import dev.understudy.lab.KubernetesLab;
import dev.understudy.lab.RealPart;
import dev.understudy.proxy.ProxiedCluster.Said;
import dev.understudy.recording.Request;
import dev.understudy.recording.RequestJson;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients of several kinds and ages see through the proxy what they see without it. */
class ClientsTest {
    private static KubernetesLab lab;

    @TempDir
    Path temp;

    @BeforeAll
    static void a_cluster() {
        lab = KubernetesLab.shared();
    }

    @ParameterizedTest
    @ValueSource(strings = {"kubectl-1.30", "kubectl", "kubectl-1.37"})
    void kubectl_prints_the_same_through_the_proxy_and_without_it(String kubectl) throws Exception {
        ProxiedCluster cluster = new ProxiedCluster(lab.operatorKubeconfig());
        String a = lab.newNamespace();
        String b = lab.newNamespace();
        Path manifest = Files.writeString(
                temp.resolve("sts.yaml"),
                Files.readString(RealPart.project().resolve(".ci/lab/kube/conf/sts.yaml"))
                        .replace("replicas: 3", "replicas: 1"));
        List<List<String>> commands = List.of(
                List.of("apply", "-f", manifest.toString()),
                List.of("apply", "--server-side", "--force-conflicts", "-f", manifest.toString()),
                List.of("rollout", "status", "sts/db", "--timeout=60s"),
                List.of("diff", "-f", manifest.toString()),
                List.of("get", "pods", "--watch", "--request-timeout=1s", "-o", "name"),
                List.of("scale", "sts/db", "--replicas=0"),
                List.of("patch", "sts", "db", "--type=json", "-p", "[{\"op\":\"test\",\"path\":\"/x\",\"value\":1}]"),
                List.of("edit", "sts", "db"),
                List.of("create", "deployment", "web", "--image=nginx"),
                List.of("wait", "deployment/web", "--for=condition=Available", "--timeout=60s"),
                List.of("logs", "deployment/web"),
                List.of("exec", "deployment/web", "--", "nodetool", "status"),
                List.of("create", "secret", "generic", "s", "--from-literal=password=Jk8xQ2vT5zR9"),
                List.of("delete", "deployment", "web", "--cascade=foreground"),
                List.of("get", "nosuchs"),
                List.of("auth", "whoami", "-o", "jsonpath={.status.userInfo.username}"),
                List.of("get", "--raw", "/api/v1/namespaces/NS/configmaps?limit=1&labelSelector=no"),
                List.of("get", "sts,deploy,secret,cm", "-o", "name", "--chunk-size=1"));
        Map<String, String> environment = Map.of("EDITOR", "sed -i s/replicas:.0/replicas:.2/");

        for (List<String> command : commands) {
            Said proxied = cluster.client(kubectl, environment, in(a, command));
            Said direct = cluster.clientDirectly(kubectl, environment, in(b, command));
            assertThat(alike(proxied, a)).as("%s %s", kubectl, command).isEqualTo(alike(direct, b));
        }

        List<Request> requests = cluster.requests();
        assertThat(requests).noneMatch(request -> request.notes().contains(Request.BEFORE_UNREADABLE));
        assertThat(ObservedEffects.of(a, requests, List.of()).effects())
                .extracting(CanonicalEffect::operation)
                .contains("create", "update", "exec", "delete");
        assertThat(told(requests)).doesNotContain("Jk8xQ2vT5zR9");
    }

    @ParameterizedTest
    @ValueSource(strings = {"helm-3", "helm-4"})
    void helm_installs_upgrades_rolls_back_and_uninstalls(String helm) throws Exception {
        ProxiedCluster cluster = new ProxiedCluster(lab.operatorKubeconfig());
        String a = lab.newNamespace();
        String b = lab.newNamespace();
        Path chart = Files.createDirectories(temp.resolve("chart"));
        Files.createDirectories(chart.resolve("templates"));
        Files.writeString(chart.resolve("Chart.yaml"), "apiVersion: v2\nname: c\nversion: 0.1.0\n");
        Files.writeString(
                chart.resolve("templates/all.yaml"),
                "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\ndata: {n: '{{ .Values.n }}'}\n---\n"
                        + "apiVersion: v1\nkind: Secret\nmetadata: {name: s}\nstringData: {pw: Jk8xQ2vT5zR9}\n");
        Map<String, String> environment = Map.of("HOME", temp.toString());

        for (String line : List.of(
                "install r CHART --set n=1 --wait",
                "upgrade r CHART --set n=2",
                "rollback r 1",
                "get manifest r",
                "uninstall r",
                "upgrade gone CHART",
                "status r")) {
            List<String> command =
                    List.of(line.replace("CHART", chart.toString()).split(" "));
            Said proxied = cluster.client(helm, environment, in(a, command));
            Said direct = cluster.clientDirectly(helm, environment, in(b, command));
            assertThat(alike(proxied, a)).as("%s %s", helm, line).isEqualTo(alike(direct, b));
        }

        List<Request> requests = cluster.requests();
        assertThat(requests.stream()
                        .filter(r -> r.path().endsWith("/configmaps/c")
                                && !r.method().equals("GET")))
                .extracting(Request::status)
                .contains(200);
        assertThat(requests)
                .anyMatch(r -> r.path().contains("sh.helm.release.v1.r.v3")
                        && r.method().equals("DELETE"));
        assertThat(told(requests)).doesNotContain("Jk8xQ2vT5zR9").contains("[redacted:");
    }

    @Test
    void curl_gets_the_same_bytes() throws Exception {
        ProxiedCluster cluster = new ProxiedCluster(lab.operatorKubeconfig());
        String path = "/apis/apps/v1";
        String[] proxied = {"-sk", cluster.address() + path, "-H", "Authorization: " + cluster.authorization()};
        String[] direct = {"-sk", cluster.directAddress() + path, "-H", "Authorization: Bearer operator-token"};

        for (String option :
                List.of("--http1.1", "--http2", "--compressed", "-HAccept: application/yaml", "-XOPTIONS")) {
            Said first = cluster.client("curl", Map.of(), with(option, proxied));
            Said second = cluster.client("curl", Map.of(), with(option, direct));
            assertThat(headless(first)).as(option).isEqualTo(headless(second));
        }
        cluster.close();
    }

    @Test
    void k9s_shows_a_cluster_and_scales_by_its_dialog() throws Exception {
        RealPart.require("tmux");
        ProxiedCluster cluster = new ProxiedCluster(lab.operatorKubeconfig());
        String namespace = lab.newNamespace();
        lab.statefulSet(namespace, "db", 1);
        String socket = "understudy-" + UUID.randomUUID();
        Map<String, String> environment = Map.of("HOME", temp.toString(), "TERM", "xterm-256color");
        String k9s = RealPart.require("k9s") + " --refresh 1 -n " + namespace + " -c sts";
        try {
            cluster.client("tmux", environment, "-L", socket, "new-session", "-d", "-x", "140", "-y", "40", k9s);
            screen(cluster, socket, "1/1");
            keys(cluster, socket, "s");
            screen(cluster, socket, "Replicas: 1");
            keys(cluster, socket, "BSpace", "2", "Tab", "Enter");
            screen(cluster, socket, "2/2");
        } finally {
            cluster.client("tmux", environment, "-L", socket, "kill-server");
        }

        assertThat(ObservedEffects.of(namespace, cluster.requests(), List.of()).effects())
                .singleElement()
                .satisfies(effect -> {
                    assertThat(effect.operation()).isEqualTo("update");
                    assertThat(effect.changes()).containsOnlyKeys("/spec/replicas");
                });
    }

    private static void screen(ProxiedCluster cluster, String socket, String shows) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(cluster.client("tmux", Map.of(), "-L", socket, "capture-pane", "-p")
                                .text())
                        .contains(shows));
    }

    private static void keys(ProxiedCluster cluster, String socket, String... keys) throws Exception {
        for (String key : keys) {
            cluster.client("tmux", Map.of(), "-L", socket, "send-keys", key);
        }
    }

    private static String[] in(String namespace, List<String> command) {
        List<String> arguments = new ArrayList<>(List.of("-n", namespace));
        command.forEach(argument -> arguments.add(argument.replace("/NS/", "/" + namespace + "/")));
        return arguments.toArray(new String[0]);
    }

    private static String[] with(String option, String[] arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.add(0, option);
        return all.toArray(new String[0]);
    }

    /** Without what differs each time: names, clocks and ages. */
    private static Said alike(Said said, String namespace) {
        String text = said.text()
                .replace(namespace, "NS")
                .replaceAll("web-[0-9a-z]+-[0-9a-z]{5}", "web-POD")
                .replaceAll("resourceVersion\":\"\\d+", "resourceVersion")
                .replaceAll("LAST DEPLOYED: .*", "LAST DEPLOYED")
                .replaceAll("/tmp/\\S*", "/tmp");
        return new Said(text, said.exit());
    }

    /** Without what says which request it was. */
    private static Said headless(Said said) {
        return new Said(said.text().replaceAll("(?i)(date|audit-id|content-length): .*\r?\n", ""), said.exit());
    }

    private static String told(List<Request> requests) {
        return requests.stream().map(RequestJson::write).collect(Collectors.joining("\n"));
    }
}
