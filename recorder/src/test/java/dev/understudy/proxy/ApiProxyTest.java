package dev.understudy.proxy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.sun.net.httpserver.HttpServer;
import dev.understudy.effects.CanonicalEffect;
import dev.understudy.effects.ObservedEffects;
import dev.understudy.lab.KubernetesLab;
import dev.understudy.proxy.ProxiedCluster.Said;
import dev.understudy.recording.Request;
import dev.understudy.recording.RequestJson;
import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The proxy between real clients and a real API server. */
class ApiProxyTest {
    private static final String SPDY = "KUBECTL_REMOTE_COMMAND_WEBSOCKETS";

    private static KubernetesLab lab;
    private static String namespace;

    @TempDir
    Path temp;

    @BeforeAll
    static void a_cluster_with_a_database() {
        lab = KubernetesLab.shared();
        namespace = lab.newNamespace();
        lab.statefulSet(namespace, "db", 2);
    }

    @Test
    void a_write_is_told_with_what_it_found_and_what_it_left() throws Exception {
        ProxiedCluster cluster = new ProxiedCluster(lab.kubeconfig());

        Said said = cluster.kubectl("-n", namespace, "scale", "sts/db", "--replicas=3");

        assertThat(said).isEqualTo(new Said("statefulset.apps/db scaled\n", 0));
        assertThat(cluster.writes()).singleElement().satisfies(request -> {
            assertThat(request.path()).endsWith("/statefulsets/db/scale");
            assertThat(at(request.before(), "/spec/replicas").asInt()).isEqualTo(2);
            assertThat(at(request.after(), "/spec/replicas").asInt()).isEqualTo(3);
            assertThat(at(request.after(), "/kind").asText()).isEqualTo("StatefulSet");
            assertThat(request.kubectlCommand()).isEqualTo("kubectl scale");
            assertThat(request.notes()).isEmpty();
        });
        lab.kubectl("-n", namespace, "scale", "sts/db", "--replicas=2");
    }

    @Test
    void a_write_without_a_change_is_told_as_that() throws Exception {
        ProxiedCluster cluster = new ProxiedCluster(lab.operatorKubeconfig());

        cluster.kubectl("-n", namespace, "label", "sts/db", "tier=one");
        cluster.kubectl("-n", namespace, "label", "sts/db", "tier=one");

        List<CanonicalEffect> effects =
                ObservedEffects.of(namespace, cluster.requests(), List.of()).effects();
        assertThat(effects)
                .singleElement()
                .satisfies(effect -> assertThat(effect.changes()).containsOnlyKeys("/metadata/labels/tier"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "false"})
    void the_arguments_and_the_input_of_an_exec_are_told_over_websocket_and_spdy(String websocket) throws Exception {
        ProxiedCluster cluster = new ProxiedCluster(lab.kubeconfig());

        Said said = cluster.kubectlWith(
                "drain\n",
                Map.of(SPDY, websocket),
                "-n",
                namespace,
                "exec",
                "-i",
                "db-0",
                "-c",
                "c",
                "--",
                "nodetool",
                "-x");

        assertThat(said.exit()).as(said.text()).isZero();
        assertThat(said.text()).contains("nodetool -x");
        Request exec = last(cluster.requests());
        assertThat(exec.status()).isEqualTo(101);
        assertThat(exec.method()).isEqualTo(websocket.equals("true") ? "GET" : "POST");
        assertThat(exec.query()).containsEntry("command", List.of("nodetool", "-x"));
        assertThat(exec.stdin()).isEqualTo("drain\n");
    }

    @Test
    void an_exec_that_is_refused_is_refused_in_the_same_words() throws Exception {
        ProxiedCluster cluster = new ProxiedCluster(lab.kubeconfig());
        String[] exec = {"-n", namespace, "exec", "nobody", "--", "true"};

        assertThat(cluster.kubectl(exec)).isEqualTo(cluster.kubectlDirectly(exec));
        cluster.close();
    }

    @ParameterizedTest
    @CsvSource({"https://127.0.0.1:1,refused", "https://no-such-host.invalid:6443,no such host"})
    void a_cluster_that_is_away_looks_as_kubectl_shows_it(String server, String why) throws Exception {
        String text = Files.readString(lab.operatorKubeconfig()).replaceAll("server: \"[^\"]*\"", "server: " + server);
        ProxiedCluster cluster = new ProxiedCluster(Files.writeString(temp.resolve("away"), text));

        Said said = cluster.kubectl("get", "pods");

        assertThat(lastLine(said)).contains(why).isEqualTo(lastLine(cluster.kubectlDirectly("get", "pods")));
        assertThat(said.exit()).isEqualTo(1);
        assertThat(cluster.requests()).isNotEmpty().allMatch(request -> request.status() == 0);
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /api/v1/namespaces/default/pods, '', 200",
        "GET, /apis/example.com/v1/namespaces/default/unknowns, '', 404",
        "POST, /api/v1/namespaces/default/configmaps, '{\"kind\":', 400",
        "POST, /api/v1/namespaces, '{\"metadata\":{\"name\":\"default\"}}', 409",
        "POST, /api/v1/namespaces, '{\"metadata\":{\"name\":\"NOT_A_NAME\"}}', 422",
    })
    void answers_are_passed_on_byte_for_byte(String method, String path, String body, int status) throws Exception {
        ProxiedCluster cluster = new ProxiedCluster(lab.operatorKubeconfig());

        HttpResponse<byte[]> proxied = cluster.send(method, path, "application/json", body.getBytes(UTF_8));

        HttpResponse<byte[]> direct =
                cluster.sendDirectly("operator-token", method, path, "application/json", body.getBytes(UTF_8));
        assertThat(proxied.statusCode()).isEqualTo(status).isEqualTo(direct.statusCode());
        if (!method.equals("GET") || status != 200) {
            assertThat(new String(proxied.body(), UTF_8)).isEqualTo(new String(direct.body(), UTF_8));
        }
        assertThat(proxied.headers().map().keySet())
                .containsAll(direct.headers().map().keySet().stream()
                        .filter(name -> !name.equals("transfer-encoding"))
                        .toList());
        Request told = last(cluster.requests());
        assertThat(told.status()).isEqualTo(status);
        assertThat(told.notes().contains(Request.BODY_DROPPED)).isEqualTo(status == 400);
    }

    @Test
    void an_expired_credential_and_a_forbidden_act_are_passed_through() throws Exception {
        ProxiedCluster expired = new ProxiedCluster(lab.kubeconfigWithToken("expired", "long-gone"));
        ProxiedCluster nobody = new ProxiedCluster(lab.serviceAccountKubeconfig(namespace, "default"));
        String[] scale = {"-n", namespace, "scale", "sts/db", "--replicas=1"};

        // Without what kubectl remembers of a server.
        String[] raw = {"get", "--raw", "/api/v1/namespaces/default/pods"};
        assertThat(lastLine(expired.kubectl(raw)))
                .contains("You must be logged in")
                .isEqualTo(lastLine(expired.kubectlDirectly(raw)));
        assertThat(lastLine(nobody.kubectl(scale)))
                .contains("is forbidden")
                .isEqualTo(lastLine(nobody.kubectlDirectly(scale)));

        assertThat(expired.requests()).allMatch(request -> request.status() == 401);
        assertThat(nobody.requests()).anyMatch(request -> request.status() == 403);
    }

    @Test
    void too_many_requests_is_passed_on_with_its_headers() throws Exception {
        byte[] body = "{\"kind\":\"Status\",\"code\":429}\n".getBytes(UTF_8);
        HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.createContext("/", exchange -> {
            exchange.getResponseHeaders().add("Retry-After", "7");
            exchange.sendResponseHeaders(429, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        String own = "clusters: [{name: c, cluster: {server: 'http://127.0.0.1:"
                + server.getAddress().getPort()
                + "'}}]\nusers: [{name: u, user: {token: t}}]\n"
                + "contexts: [{name: x, context: {cluster: c, user: u}}]\ncurrent-context: x\n";
        ProxiedCluster cluster = new ProxiedCluster(Files.writeString(temp.resolve("busy"), own));

        HttpResponse<byte[]> answer = cluster.send("GET", "/api/v1/pods", "", new byte[0]);

        server.stop(0);
        assertThat(answer.statusCode()).isEqualTo(429);
        assertThat(answer.headers().firstValue("Retry-After")).hasValue("7");
        assertThat(answer.body()).isEqualTo(body);
        assertThat(cluster.requests())
                .singleElement()
                .satisfies(request -> assertThat(request.status()).isEqualTo(429));
    }

    @Test
    void a_body_of_50_megabytes_reaches_the_server_and_is_not_kept() throws Exception {
        ProxiedCluster cluster = new ProxiedCluster(lab.operatorKubeconfig());
        byte[] body =
                ("{\"kind\":\"ConfigMap\",\"apiVersion\":\"v1\",\"metadata\":{\"name\":\"big\"},\"data\":{\"x\":\""
                                + "a".repeat(50 << 20)
                                + "\"}}")
                        .getBytes(UTF_8);

        String path = "/api/v1/namespaces/" + namespace + "/configmaps";
        HttpResponse<byte[]> answer = cluster.send("POST", path, "application/json", body);

        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(cluster.writes()).singleElement().satisfies(request -> {
            assertThat(request.body()).isNull();
            assertThat(request.notes()).contains(Request.BODY_DROPPED);
        });
    }

    @Test
    void a_watch_that_never_ends_gives_its_events_at_once_and_is_told_as_one_request() throws Exception {
        ProxiedCluster cluster = new ProxiedCluster(lab.operatorKubeconfig());
        String path = "/api/v1/namespaces/" + namespace + "/configmaps?watch=true&fieldSelector=metadata.name%3Dseen";

        HttpResponse<InputStream> watch = ProxiedCluster.client()
                .send(
                        HttpRequest.newBuilder(URI.create(cluster.address() + path))
                                .header("Authorization", cluster.authorization())
                                .build(),
                        BodyHandlers.ofInputStream());
        lab.kubectl("-n", namespace, "create", "configmap", "seen");

        try (BufferedReader events = new BufferedReader(new InputStreamReader(watch.body(), UTF_8))) {
            assertThat(events.readLine()).contains("\"ADDED\"").contains("seen");
            assertThat(cluster.requests())
                    .singleElement()
                    .satisfies(request -> assertThat(request.status()).isEqualTo(200));
        }
    }

    @Test
    void invariant_4_the_values_of_a_secret_are_told_by_placeholders_that_are_equal_for_equal_values()
            throws Exception {
        ProxiedCluster cluster = new ProxiedCluster(lab.operatorKubeconfig());
        String value = "q7Zp2LxVt9Kd4Wm8";
        String encoded = Base64.getEncoder().encodeToString(value.getBytes(UTF_8));
        String manifest =
                "{\"apiVersion\":\"v1\",\"kind\":\"Secret\",\"metadata\":{\"name\":\"s\"},\"FIELD\":{\"pw\":\"VALUE\"}}";

        cluster.kubectlWith(
                manifest.replace("FIELD", "stringData").replace("VALUE", value),
                Map.of(),
                "-n",
                namespace,
                "apply",
                "-f",
                "-");
        cluster.kubectl(
                "-n",
                namespace,
                "patch",
                "secret",
                "s",
                "--type=json",
                "-p",
                "[{\"op\":\"add\",\"path\":\"/data/again\",\"value\":\"" + encoded + "\"}]");
        cluster.kubectl("-n", namespace, "create", "token", "default");
        cluster.kubectl("-n", namespace, "delete", "secret", "s");

        List<Request> writes = cluster.writes();
        String told = writes.stream().map(RequestJson::write).collect(Collectors.joining("\n"));
        assertThat(told).doesNotContain(value, encoded).contains("[redacted:");
        assertThat(at(writes.get(0).body(), "/stringData/pw"))
                .isEqualTo(at(writes.get(0).after(), "/data/pw"))
                .isEqualTo(at(writes.get(1).after(), "/data/again"));
        assertThat(at(writes.get(3).before(), "/data/pw"))
                .isEqualTo(at(writes.get(0).after(), "/data/pw"));
    }

    @Test
    void a_cluster_whose_certificate_nobody_vouches_for_is_reached_where_the_kubeconfig_says_so() throws Exception {
        String strange = Files.readString(lab.operatorKubeconfig())
                .replaceAll("certificate-authority-data: [^}]*}", "insecure-skip-tls-verify: true}");
        ProxiedCluster insecure = new ProxiedCluster(Files.writeString(temp.resolve("insecure"), strange));
        ProxiedCluster strict = new ProxiedCluster(Files.writeString(
                temp.resolve("strict"), strange.replace("insecure-skip-tls-verify: true", "namespace: x")));

        assertThat(insecure.kubectl("get", "namespace", "default", "-o", "name"))
                .isEqualTo(new Said("namespace/default\n", 0));
        assertThat(lastLine(strict.kubectl("get", "pods")))
                .contains("unknown authority")
                .isEqualTo(lastLine(strict.kubectlDirectly("get", "pods")));
        insecure.close();
        strict.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_plugin_gives_the_credentials_and_is_asked_again_when_they_expire(boolean clusterInfo) throws Exception {
        Path calls = temp.resolve("calls");
        Path plugin = Files.writeString(
                temp.resolve("plugin"),
                "#!/bin/sh\necho \"$ROLE $KUBERNETES_EXEC_INFO\" >>" + calls + "\n"
                        + "printf '{\"apiVersion\":\"client.authentication.k8s.io/v1\",\"kind\":\"ExecCredential\","
                        + "\"status\":{\"token\":\"operator-token\",\"expirationTimestamp\":\"2020-01-01T00:00:00Z\"}}'\n");
        Files.setPosixFilePermissions(plugin, PosixFilePermissions.fromString("rwx------"));
        String own = Files.readString(lab.operatorKubeconfig())
                .replace(
                        "{token: operator-token}",
                        "{exec: {apiVersion: client.authentication.k8s.io/v1, command: ./plugin, interactiveMode: Never, "
                                + "provideClusterInfo: " + clusterInfo + ", env: [{name: ROLE, value: dba}]}}");
        Path kubeconfig = Files.writeString(temp.resolve("config"), own);
        ProxiedCluster cluster = new ProxiedCluster(kubeconfig);

        Said first = cluster.kubectl("get", "namespace", "default", "-o", "name");
        int asked = Files.readAllLines(calls).size();
        Said second = cluster.kubectl("get", "namespace", "default", "-o", "name");

        assertThat(List.of(first, second)).containsOnly(new Said("namespace/default\n", 0));
        assertThat(Files.readAllLines(calls))
                .hasSizeGreaterThan(asked)
                .allMatch(line -> line.isEmpty() || line.startsWith("dba "));
        if (clusterInfo) {
            String server = own.replaceAll("(?s).*server: \"([^\"]*)\".*", "$1");
            assertThat(Files.readString(calls)).contains(server);
        }
        cluster.close();
    }

    @Test
    void who_acts_as_somebody_else_does_so_through_the_proxy() throws Exception {
        ProxiedCluster cluster = new ProxiedCluster(lab.kubeconfig());

        Said said = cluster.kubectl("auth", "whoami", "-o", "jsonpath={.status.userInfo.username}", "--as=bob");

        assertThat(said.text()).isEqualTo("bob");
        assertThat(last(cluster.requests()).impersonatedUser()).isEqualTo("bob");
    }

    @Test
    void a_client_that_was_not_told_the_way_gets_nowhere() throws Exception {
        ProxiedCluster cluster = new ProxiedCluster(lab.kubeconfig());
        URI address = URI.create(cluster.address());

        HttpResponse<byte[]> answer = ProxiedCluster.send(
                "https://127.0.0.1:" + address.getPort() + "/api", "Bearer operator-token", "GET", "", new byte[0]);

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(cluster.requests()).isEmpty();
    }

    private static Request last(List<Request> requests) {
        return requests.get(requests.size() - 1);
    }

    private static JsonNode at(@Nullable JsonNode tree, String pointer) {
        return tree == null ? MissingNode.getInstance() : tree.at(pointer);
    }

    private static String lastLine(Said said) {
        String[] lines = said.text().split("\n");
        return lines[lines.length - 1];
    }
}
