package dev.understudy.proxy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.understudy.lab.KubernetesLab;
import dev.understudy.lab.RealPart;
import dev.understudy.recording.EventJson;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code understudy observe}, as a user types it. */
class ObserveIT {
    private static final Path PROJECT = RealPart.project();

    @TempDir
    Path temp;

    private record Observed(JsonNode json, String printed) {}

    @Test
    void a_write_that_goes_around_the_proxy_is_told_as_unseen_and_a_read_is_not() throws Exception {
        KubernetesLab lab = KubernetesLab.shared();
        String namespace = lab.newNamespace();
        lab.statefulSet(namespace, "db", 2);
        String own = lab.operatorKubeconfig().toString();

        Observed observed = observe(
                own,
                namespace,
                "sh",
                "-c",
                "kubectl scale sts/db --replicas=3\n"
                        + "kubectl --kubeconfig " + own + " get pods -n " + namespace + "\n"
                        + "kubectl --kubeconfig " + own + " scale sts/db --replicas=2 -n " + namespace + "\n"
                        + "KUBECONFIG=" + own + " kubectl label sts/db tier=one -n " + namespace + "\n"
                        + "kubectl config view --minify -o 'jsonpath={..namespace}'");

        assertThat(observed.printed()).contains("statefulset.apps/db scaled", namespace);
        assertThat(observed.json().path("exit").asInt()).isZero();
        assertThat(observed.json().path("effects")).hasSize(1);
        assertThat(observed.json().path("unseen"))
                .extracting(JsonNode::asText)
                .satisfiesExactly(
                        line -> assertThat(line)
                                .startsWith("the requests of kubectl --kubeconfig")
                                .contains("scale sts/db", "names another server"),
                        line -> assertThat(line)
                                .startsWith("the requests of kubectl label sts/db tier=one")
                                .contains("KUBECONFIG was set"));
    }

    private Observed observe(String kubeconfig, String namespace, String... command) throws Exception {
        assumeTrue(Files.isDirectory(PROJECT.resolve("recorder/target/lib")), "needs a built recorder");
        List<String> argv = new ArrayList<>(List.of(
                PROJECT.resolve("understudy").toString(),
                "observe",
                "--kubeconfig",
                kubeconfig,
                "--namespace",
                namespace,
                "--json",
                "--"));
        argv.addAll(List.of(command));
        Path printed = temp.resolve("printed");
        ProcessBuilder builder = new ProcessBuilder(argv).redirectError(printed.toFile());
        builder.environment()
                .merge(
                        "PATH",
                        String.valueOf(RealPart.require("kubectl").getParent()),
                        (path, bin) -> bin + ":" + path);
        Process process = builder.start();
        String json = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(Files.readString(printed)).isZero();
        return new Observed(EventJson.mapper().readTree(json), Files.readString(printed));
    }
}
