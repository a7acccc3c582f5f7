package dev.understudy.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.lab.KubernetesLab;
import dev.understudy.lab.RealPart;
import dev.understudy.proxy.ProxiedCluster.Said;
import dev.understudy.recording.Request;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What stays open between a client and a pod carries the same through the proxy: the older kubectl by SPDY, newer by WebSocket. */
class ConnectionsTest {
    private final KubernetesLab lab = KubernetesLab.shared();
    private ProxiedCluster cluster;
    private String namespace;

    @TempDir
    Path temp;

    @BeforeEach
    void a_pod() throws IOException {
        cluster = new ProxiedCluster(lab.operatorKubeconfig());
        namespace = lab.newNamespace();
        lab.statefulSet(namespace, "db", 1);
    }

    @AfterEach
    void close() {
        cluster.close();
    }

    /** The other way kwok's pods never see the end of what they are sent, with the proxy or without it. */
    @ParameterizedTest
    @ValueSource(strings = {"kubectl-1.30", "kubectl-1.37"})
    void a_file_is_copied_out_of_a_pod(String kubectl) throws Exception {
        // The pods of the lab have the disk of its machine.
        Path there = Files.write(temp.resolve("there"), bytes(3_000_000));
        Path here = temp.resolve("here");

        Said said =
                cluster.client(kubectl, Map.of(), "-n", namespace, "cp", "-c", "c", "db-0:" + there, here.toString());

        assertThat(said.exit()).isZero();
        assertThat(here).hasSameBinaryContentAs(there);
        assertThat(cluster.requests())
                .filteredOn(request -> request.path().endsWith("/exec"))
                .singleElement()
                .satisfies(request -> assertThat(request.query().getOrDefault("command", List.of()))
                        .startsWith("tar", "cf", "-"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"kubectl-1.30", "kubectl-1.37"})
    void what_a_forwarded_port_is_sent_comes_back(String kubectl) throws Exception {
        Process forward = new ProcessBuilder(
                        RealPart.require(kubectl).toString(),
                        "--kubeconfig",
                        cluster.session().toString(),
                        "-n",
                        namespace,
                        "port-forward",
                        "pod/db-0",
                        ":80")
                .redirectErrorStream(true)
                .start();
        byte[] sent = bytes(1_000_000);
        byte[] received;
        try (BufferedReader says =
                new BufferedReader(new InputStreamReader(forward.getInputStream(), StandardCharsets.UTF_8))) {
            String line = says.readLine();
            assertThat(line).startsWith("Forwarding from 127.0.0.1:");
            int port = Integer.parseInt(line.replaceFirst(".*127\\.0\\.0\\.1:(\\d+) .*", "$1"));
            try (Socket socket = new Socket("127.0.0.1", port)) {
                CompletableFuture<Void> sending = CompletableFuture.runAsync(() -> send(socket, sent));
                received = socket.getInputStream().readNBytes(sent.length);
                sending.join();
            }
        } finally {
            forward.destroy();
            forward.waitFor();
        }

        assertThat(received).isEqualTo(sent);
    }

    @ParameterizedTest
    @ValueSource(strings = {"kubectl-1.30", "kubectl-1.37"})
    void what_is_followed_is_the_same_until_it_is_left(String kubectl) throws Exception {
        String program = RealPart.require(kubectl).toString();
        Map<String, String> followed =
                Map.of("logs -f", "a line that kwok's pods have logged", "attach", "If you don't see a command prompt");
        for (Map.Entry<String, String> one : followed.entrySet()) {
            String verb = one.getKey();
            String line = "timeout 3 " + program + " -n " + namespace + " " + verb + " db-0 -c c";

            Said proxied = cluster.client("sh", Map.of(), "-c", line);
            Said direct = cluster.clientDirectly("sh", Map.of(), "-c", line);

            assertThat(direct.text()).as(verb).contains(one.getValue());
            assertThat(proxied).as(verb).isEqualTo(direct);
        }
        assertThat(cluster.requests())
                .extracting(Request::path)
                .anyMatch(path -> path.endsWith("/log"))
                .anyMatch(path -> path.endsWith("/attach"));
    }

    private static void send(Socket socket, byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
        } catch (IOException e) {
            throw new AssertionError("the forwarded port was closed", e);
        }
    }

    private static byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        new Random(7).nextBytes(bytes);
        return bytes;
    }
}
