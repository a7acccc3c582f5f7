package dev.understudy.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.understudy.cli.Main;
import dev.understudy.lab.KubernetesLab;
import dev.understudy.recording.EventJson;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import picocli.CommandLine;

/** A rehearsal on a twin: two real control planes, of which one is copied from and the other acted on. */
@TestInstance(Lifecycle.PER_CLASS)
final class TwinRehearsalIT {
    private final KubernetesLab real = KubernetesLab.shared();
    private KubernetesLab twin;
    private String namespace;

    @BeforeAll
    void given_a_statefulset_a_secret_and_an_empty_cluster() {
        twin = KubernetesLab.start();
        namespace = real.newNamespace();
        real.statefulSet(namespace, "db", 3);
        real.kubectl("create", "secret", "generic", "login", "--from-literal=password=kept-to-itself", "-n", namespace);
        real.kubectl("create", "configmap", "settings", "--from-literal=mode=fast", "-n", namespace);
    }

    @AfterAll
    void stop() {
        twin.close();
    }

    @Test
    void invariant_1_a_rehearsal_on_a_twin_acts_there_and_the_real_cluster_is_only_read() throws Exception {
        int before = real.auditedWrites("/namespaces/" + namespace).size();
        String placed = podsAndNodes(real);

        Outcome outcome = dryRun("--keep", "--json", "--twin", twin.kubeconfig().toString());

        assertThat(outcome.exit()).as(outcome.err() + outcome.out()).isZero();
        JsonNode said = EventJson.mapper().readTree(outcome.out());
        assertThat(said.at("/plan/ending").asText()).isEqualTo("COMPLETE");
        List<String> how = new ArrayList<>();
        said.at("/plan/operations")
                .forEach(operation -> how.add(operation.path("how").asText()));
        assertThat(how).containsOnly("ON_TWIN");
        assertThat(said.path("effects")).hasSize(1);
        JsonNode effect = said.path("effects").get(0);
        assertThat(effect.path("operation").asText()).isEqualTo("update");
        assertThat(effect.toString()).contains("/spec/replicas", "5");

        assertThat(real.auditedWrites("/namespaces/" + namespace)).hasSize(before);
        assertThat(replicas(real)).isEqualTo("3/3");
        assertThat(replicas(twin)).isEqualTo("5/5");
        assertThat(podsAndNodes(twin))
                .as("the first three are where they are in life")
                .startsWith(placed);

        String secret = twin.kubectl("get", "secret", "login", "-n", namespace, "-o", "jsonpath={.data.password}");
        assertThat(secret)
                .isNotEmpty()
                .isNotEqualTo(
                        real.kubectl("get", "secret", "login", "-n", namespace, "-o", "jsonpath={.data.password}"));
        assertThat(twin.kubectl("get", "configmap", "settings", "-n", namespace, "-o", "jsonpath={.data.mode}"))
                .isEqualTo("fast");

        // What is left of it is taken away before the next one, which ends alike.
        Outcome again = dryRun("--twin", twin.kubeconfig().toString());
        assertThat(again.exit()).as(again.err()).isZero();
        assertThat(again.out()).contains("What it changed there:").contains("/spec/replicas: 3 → 5");
    }

    @Test
    void the_cluster_itself_is_no_twin() {
        Outcome outcome = dryRun("--twin", real.operatorKubeconfig().toString());

        assertThat(outcome.exit()).isEqualTo(4);
        assertThat(outcome.err()).contains("the twin is the original cluster itself");
        assertThat(replicas(real)).isEqualTo("3/3");
    }

    @Test
    void a_cluster_in_use_is_no_twin() {
        KubernetesLab used = twin;
        used.kubectl("create", "namespace", "somebodys");
        try {
            Outcome outcome = dryRun("--twin", used.kubeconfig().toString());
            assertThat(outcome.exit()).isEqualTo(4);
            assertThat(outcome.err()).contains("the twin is not empty").contains("somebodys");
        } finally {
            used.kubectl("delete", "namespace", "somebodys");
        }
    }

    private String replicas(KubernetesLab cluster) {
        return cluster.kubectl(
                "get", "statefulset", "db", "-n", namespace, "-o", "jsonpath={.status.readyReplicas}/{.spec.replicas}");
    }

    private String podsAndNodes(KubernetesLab cluster) {
        return cluster.kubectl(
                "get",
                "pods",
                "-n",
                namespace,
                "--sort-by=.metadata.name",
                "-o",
                "jsonpath={range .items[*]}{.metadata.name}@{.spec.nodeName} {end}");
    }

    private Outcome dryRun(String... more) {
        List<String> all = new ArrayList<>(List.of(
                "dry-run",
                "scale-out",
                "--target",
                "orders",
                "--param",
                "cluster=lab",
                "--param",
                "namespace=" + namespace,
                "--param",
                "statefulset=db",
                "--param",
                "replicas=5",
                "--source",
                real.kubeconfig().toString()));
        all.addAll(List.of(more));
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine commandLine =
                Main.commandLine().setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        int exit = commandLine.execute(all.toArray(String[]::new));
        return new Outcome(exit, out.toString(), err.toString());
    }

    private record Outcome(int exit, String out, String err) {}
}
