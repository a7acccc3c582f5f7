package dev.understudy.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.understudy.api.ModeChanges;
import dev.understudy.api.WorkflowQueries;
import dev.understudy.divergence.Divergence;
import dev.understudy.divergence.DivergenceKind;
import dev.understudy.divergence.Report;
import dev.understudy.divergence.Verdict;
import dev.understudy.harness.RunRequest;
import dev.understudy.lab.KubernetesLab;
import dev.understudy.lab.RealPart;
import dev.understudy.people.Person;
import dev.understudy.people.Role;
import dev.understudy.report.ReviewVerdict;
import dev.understudy.run.RunState;
import dev.understudy.server.ServerConfig;
import dev.understudy.server.UnderstudyServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Scaling out a StatefulSet: real kubectl in the recorder shell, the workflow beside it on the same real API server. */
final class ScaleOutOnKubernetesIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final KubernetesLab cluster = KubernetesLab.shared();
    private final String namespace = cluster.newNamespace();

    @TempDir
    Path folder;

    private UnderstudyServer server;

    @BeforeEach
    void given_a_healthy_statefulset_and_a_server() throws Exception {
        cluster.statefulSet(namespace, "db", 3);
        Path targets = Files.writeString(
                folder.resolve("targets.yaml"),
                "targets:\n  orders: {params: {cluster: lab, namespace: " + namespace
                        + ", statefulset: db}}\nclusters:\n" + "  lab: " + cluster.kubeconfig() + "\n");
        Path policies = Files.writeString(
                folder.resolve("policies.yaml"),
                "workflows:\n  ScaleOutWorkflow: {rate: 98%, runs: 1, operators: 1}\n");
        server = UnderstudyServer.start(ServerConfig.local(folder.resolve("understudy.db"))
                .withPort(0)
                .withTargets(targets)
                .withPolicies(policies));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void the_shadow_agrees_differs_and_after_its_promotion_acts() throws Exception {
        Report agreed = session("alice", 4, 4);
        assertThat(agreed.verdict()).as(agreed.toJson()).isEqualTo(Verdict.CLEAN);
        assertThat(agreed.countsAsEvidence()).isTrue();

        Report differed = session("bob", 6, 5);
        assertThat(differed.verdict()).isEqualTo(Verdict.DIVERGED);
        assertThat(differed.divergences().stream().map(Divergence::kind)).contains(DivergenceKind.DIFFERENT);
        assertThat(differed.divergences().get(0).differences().toString()).contains("/spec/replicas", "5", "6");

        invariant_1_no_write_left_the_shadow();

        for (Divergence divergence : differed.divergences()) {
            server.backstage()
                    .reviews()
                    .give("run-bob", divergence.id(), ReviewVerdict.OPERATOR_WRONG, "6 was asked for", "dana");
        }
        new ModeChanges(server.backstage(), new WorkflowQueries(server.backstage()))
                .promote("ScaleOutWorkflow", null, "it agreed", new Person("dana", Set.of(Role.REVIEWER)));
        server.harness().startLive(new RunRequest("run-live", "scale-out", "orders", "dana", Map.of("replicas", "7")));
        await().atMost(PATIENCE)
                .until(() -> server.backstage()
                        .runs()
                        .find("run-live")
                        .map(run -> run.state() != RunState.OPEN)
                        .orElse(false));
        assertThat(cluster.kubectl(
                        "get", "sts", "db", "-n", namespace, "-o", "jsonpath={.spec.replicas} {.status.readyReplicas}"))
                .isEqualTo("7 7");
        assertThat(writesByClientsOtherThanKubectl())
                .as("the live workflow's one write, by which the log shows that it would have shown a shadow's")
                .containsExactly("patch");
    }

    private void invariant_1_no_write_left_the_shadow() {
        assertThat(writesByClientsOtherThanKubectl()).isEmpty();
        List<String> operators = cluster.auditedWrites("/namespaces/" + namespace + "/statefulsets/db/scale").stream()
                .map(event -> event.path("user").path("username").asText())
                .distinct()
                .toList();
        assertThat(operators).containsExactly("operator-alice");
    }

    /** This test and the operators write with kubectl alone, and the cluster's own controllers are not in the log. */
    private List<String> writesByClientsOtherThanKubectl() {
        return cluster.auditedWrites("/namespaces/" + namespace + "/statefulsets/db").stream()
                .filter(event -> !event.path("userAgent").asText().startsWith("kubectl"))
                .map(event -> event.path("verb").asText())
                .toList();
    }

    /** An operator scales to {@code typed} in a run that was to scale to {@code asked}. */
    private Report session(String operator, int asked, int typed) throws Exception {
        String run = "run-" + operator;
        ShadowWatch shadow = new ShadowWatch(server.backstage(), run);
        Path home = Files.createDirectories(folder.resolve("home"));
        Files.writeString(home.resolve(".bashrc"), "PS1='$ '\n");
        List<String> command = List.of(
                RealPart.project().resolve("understudy").toString(),
                "record",
                "--runbook",
                RealPart.project()
                        .resolve("runbooks-md/runbooks/kubernetes/scale-out.md")
                        .toString(),
                "--target",
                "orders",
                "--run",
                run,
                "--operator",
                operator,
                "--param",
                "replicas=" + asked,
                "--server",
                server.uri().toString());
        Map<String, String> environment = Map.of(
                "HOME", home.toString(),
                "XDG_STATE_HOME", folder.resolve("state").toString(),
                "XDG_CONFIG_HOME", folder.resolve("config").toString(),
                "KUBECONFIG", cluster.operatorKubeconfig().toString(),
                "PATH", RealPart.require("kubectl").getParent() + ":" + System.getenv("PATH"));
        List<ScriptLine> lines = new ArrayList<>(List.of(
                ScriptLine.look("step read-size"),
                ScriptLine.look("kubectl get statefulset db -n " + namespace + " -o jsonpath='{.spec.replicas}'"),
                ScriptLine.look("step scale"),
                ScriptLine.act("kubectl scale statefulset/db -n " + namespace + " --replicas=" + typed),
                ScriptLine.look("step wait"),
                ScriptLine.look("kubectl rollout status statefulset/db -n " + namespace + " --timeout=2m"),
                ScriptLine.look("step done")));
        try (Typist typist = Typist.start(command, folder, environment)) {
            for (ScriptLine line : lines) {
                typist.awaitPrompt(PATIENCE);
                if (line.expectsShadow()) {
                    shadow.awaitPredictions();
                }
                typist.type(line.text());
            }
            typist.awaitPrompt(PATIENCE);
            typist.type("exit");
            typist.awaitExit(PATIENCE);
        }
        return shadow.awaitReport().report();
    }
}
