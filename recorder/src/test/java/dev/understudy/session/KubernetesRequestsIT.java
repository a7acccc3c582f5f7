package dev.understudy.session;

import static dev.understudy.session.Events.all;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.understudy.lab.KubernetesLab;
import dev.understudy.lab.RealPart;
import dev.understudy.recording.Request;
import dev.understudy.recording.SessionEvent;
import dev.understudy.recording.SessionEvent.CommandFinished;
import dev.understudy.recording.SessionEvent.GapFound;
import dev.understudy.recording.SessionEvent.Invoked;
import dev.understudy.recording.SessionEvent.Requested;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** kubectl in a recorder shell, on a real API server. */
class KubernetesRequestsIT {
    @TempDir
    Path temp;

    private KubernetesLab lab;
    private String namespace;
    private Path kubeconfig;

    @BeforeEach
    void a_database_and_a_machine_that_can_record() throws IOException {
        assumeTrue(RecorderShell.isPossible(), "needs util-linux's script and a built recorder");
        lab = KubernetesLab.shared();
        namespace = lab.newNamespace();
        lab.statefulSet(namespace, "db", 2);
        kubeconfig = Files.copy(lab.operatorKubeconfig(), temp.resolve("kubeconfig"));
    }

    @Test
    void each_request_belongs_to_the_program_that_made_it() throws IOException {
        List<SessionEvent> events;
        try (RecorderShell shell = start()) {
            shell.type("kubectl config set-context --current --namespace=" + namespace);
            shell.type("kubectl scale sts/db --replicas=3");
            shell.type("echo sts/db | xargs -I{} kubectl annotate {} note=x --overwrite");
            shell.type("kubectl exec db-0 -c c -- nodetool status");
            shell.type("kubectl --kubeconfig " + kubeconfig + " scale sts/db --replicas=1");
            shell.exit();
            events = shell.events();
        }

        assertThat(Files.readString(kubeconfig)).as("the operator's own file").contains("namespace: " + namespace);
        assertThat(all(events, CommandFinished.class))
                .extracting(CommandFinished::exit)
                .containsOnly(0);
        List<Requested> patches = patches(events);
        Requested scale = patches.get(0);
        assertThat(replicas(scale.request().before())).isEqualTo(2);
        assertThat(replicas(scale.request().after())).isEqualTo(3);
        assertThat(argvOf(events, scale)).startsWith("kubectl", "scale");
        assertThat(argvOf(events, patches.get(1))).startsWith("kubectl", "annotate");
        assertThat(all(events, Requested.class))
                .extracting(Requested::request)
                .filteredOn(request -> request.path().endsWith("/exec"))
                .singleElement()
                .extracting(Request::query)
                .satisfies(query -> assertThat(query).containsEntry("command", List.of("nodetool", "status")));
        assertThat(all(events, GapFound.class)).singleElement().satisfies(gap -> {
            assertThat(gap.kind()).isEqualTo("around-proxy");
            assertThat(gap.detail()).contains("--kubeconfig");
        });
    }

    @Test
    void invariant_2_kubectl_goes_on_when_the_proxy_is_killed() throws IOException {
        List<SessionEvent> events;
        try (RecorderShell shell = start()) {
            Path kube = shell.runtime().resolve("kube");
            shell.type("kubectl get sts -n " + namespace);
            kill(kube.resolve("pid"));
            shell.type("kubectl scale sts/db --replicas=1 -n " + namespace);
            eventually(() -> Files.exists(kube.resolve("shim")));
            kill(shell.runtime().resolve("pid"));
            shell.type("kubectl scale sts/db --replicas=2 -n " + namespace);
            shell.exit();
            events = shell.events();
        }

        assertThat(all(events, CommandFinished.class))
                .extracting(CommandFinished::exit)
                .containsOnly(0);
        assertThat(all(events, GapFound.class)).extracting(GapFound::kind).contains("proxy-away", "around-proxy");
        assertThat(all(events, Requested.class))
                .extracting(e -> e.request().method())
                .contains("PATCH");
        assertThat(all(events, Requested.class))
                .extracting(e -> e.request().number())
                .doesNotHaveDuplicates();
    }

    private RecorderShell start() throws IOException {
        Path bin = RealPart.require("kubectl").getParent();
        Path work = Files.createDirectories(temp.resolve("work"));
        RecorderShell shell = RecorderShell.start(
                work,
                temp.resolve("home"),
                temp.resolve("session"),
                Map.of("KUBECONFIG", kubeconfig.toString(), "PATH", bin + ":" + System.getenv("PATH")));
        Path shim = shell.runtime().resolve("kube/shim");
        eventually(() -> Files.exists(shim));
        return shell;
    }

    private static void kill(Path pid) throws IOException {
        ProcessHandle process =
                ProcessHandle.of(Long.parseLong(Files.readString(pid).strip())).orElseThrow();
        process.destroyForcibly();
        eventually(() -> !process.isAlive());
    }

    /** In the order in which they were asked; they are told as they are complete. */
    private static List<Requested> patches(List<SessionEvent> events) {
        return all(events, Requested.class).stream()
                .filter(e -> e.request().method().equals("PATCH"))
                .sorted(Comparator.comparingLong(e -> e.request().number()))
                .toList();
    }

    private static int replicas(@Nullable JsonNode object) {
        return object == null ? -1 : object.at("/spec/replicas").asInt();
    }

    private static List<String> argvOf(List<SessionEvent> events, Requested requested) {
        return all(events, Invoked.class).stream()
                .filter(e -> (e.command() + "/" + e.invocation().number())
                        .equals(requested.request().invocation()))
                .findFirst()
                .orElseThrow()
                .invocation()
                .argv();
    }

    private static void eventually(Callable<Boolean> condition) {
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(condition);
    }
}
