package dev.understudy.rehearsed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.harness.Harness;
import dev.understudy.harness.RunRequest;
import dev.understudy.journal.Journal;
import dev.understudy.journal.JournalEntry;
import dev.understudy.journal.Kind;
import dev.understudy.journal.Resolution;
import dev.understudy.kubernetes.WorkerAccounts;
import dev.understudy.lab.KubernetesLab;
import dev.understudy.run.RunState;
import dev.understudy.run.Runs;
import dev.understudy.run.Target;
import dev.understudy.run.Targets;
import dev.understudy.store.Store;
import io.temporal.testing.TestWorkflowEnvironment;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A shipped workflow that is promoted acts, on a real cluster; one whose promotion ends meanwhile does not. */
class LiveTest {
    private final KubernetesLab lab = KubernetesLab.shared();

    @TempDir
    Path top;

    @Test
    void a_promoted_workflow_scales_and_waits_until_the_pods_are_ready() {
        String namespace = lab.newNamespace();
        lab.statefulSet(namespace, "db", 2);

        List<JournalEntry> journal = live(namespace, true);

        assertThat(journal)
                .extracting(entry -> entry.operation().step())
                .containsExactly("read-size", "check-health", "scale", "wait", "verify");
        assertThat(lab.kubectl(
                        "get", "sts", "db", "-n", namespace, "-o", "jsonpath={.spec.replicas} {.status.readyReplicas}"))
                .isEqualTo("3 3");
    }

    @Test
    void invariant_1_a_promotion_that_ends_before_the_write_keeps_it_from_leaving() {
        String namespace = lab.newNamespace();
        lab.statefulSet(namespace, "db", 2);
        int before =
                lab.auditedWrites("/namespaces/" + namespace + "/statefulsets").size();

        // Promoted when the run is asked for and when it starts, after its rehearsal, and not any more when it comes to
        // write.
        List<JournalEntry> journal = live(namespace, true, true, false);

        assertThat(journal)
                .filteredOn(entry -> entry.operation().kind() == Kind.WRITE)
                .extracting(JournalEntry::resolution)
                .containsExactly(Resolution.REFUSED);
        assertThat(lab.auditedWrites("/namespaces/" + namespace + "/statefulsets"))
                .hasSize(before);
    }

    /** The journal of a live run to three pods. @param answers of the second key, in order; the last one stays */
    private List<JournalEntry> live(String namespace, boolean... answers) {
        Targets targets = new Targets(
                Map.of(
                        "here",
                        new Target("here", Map.of("cluster", "lab", "namespace", namespace, "statefulset", "db"))),
                WorkerAccounts.lab(WorkerAccounts.live(lab)));
        AtomicInteger asked = new AtomicInteger();
        try (Store store = Store.open(top.resolve("store.db"));
                TestWorkflowEnvironment temporal = TestWorkflowEnvironment.newInstance();
                Harness harness = ShippedHarness.start(
                        store,
                        temporal,
                        targets,
                        (type, fingerprint) -> answers[Math.min(asked.getAndIncrement(), answers.length - 1)])) {
            harness.startLive(new RunRequest("live", "scale-out", "here", "alice", Map.of("replicas", "3")));
            Runs runs = new Runs(store);
            Awaitility.await()
                    .atMost(Duration.ofMinutes(1))
                    .until(() -> runs.find("live").orElseThrow().state() == RunState.CLOSED);
            return new Journal(store).ofRun("live");
        }
    }
}
