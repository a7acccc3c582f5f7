package dev.understudy.harness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.automation.Automation;
import dev.understudy.journal.JournalEntry;
import dev.understudy.journal.Kind;
import dev.understudy.journal.Resolution;
import dev.understudy.run.Targets;
import dev.understudy.sample.ArchiveLogs;
import dev.understudy.sample.ArchiveLogsAutomation;
import dev.understudy.sample.ArchiveLogsInput;
import dev.understudy.sample.ArchiveLogsWorkflow;
import dev.understudy.sample.LogActivities;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two workers on one queue, of two versions of a workflow of which only one is promoted. */
class TwoVersionsTest {
    @TempDir
    Path dir;

    /** Asks for the same, in other code. */
    public static final class OtherVersion implements ArchiveLogs {
        private final ArchiveLogs before = new ArchiveLogsWorkflow();

        @Override
        public String archive(ArchiveLogsInput input) {
            return before.archive(input);
        }
    }

    private record OtherCode() implements Automation {
        @Override
        public String runbook() {
            return "archive-logs";
        }

        @Override
        public Class<?> workflow() {
            return OtherVersion.class;
        }

        @Override
        public List<Object> activities(Targets targets, boolean live) {
            return List.of(new LogActivities());
        }

        @Override
        public List<String> authors() {
            return List.of("ada");
        }
    }

    @Test
    void invariant_1_only_what_the_promoted_version_asks_for_leaves_whichever_worker_does_it() {
        try (TestWorkflowEnvironment temporal = Theatre.temporal();
                Theatre promoted = theatre(temporal, new ArchiveLogsAutomation())) {
            Theatre other = theatre(temporal, new OtherCode());
            promoted.promote("ArchiveLogs");
            other.promoted.addAll(promoted.promoted);
            String others = other.harness().workflows().get(0).fingerprint();
            promoted.log("app.log");

            promoted.harness().startLive(promoted.request("run-1"));
            promoted.awaitClosed("run-1");
            List<JournalEntry> together = writes(promoted, "run-1");
            other.close();
            promoted.log("bob.log");
            promoted.harness().startLive(promoted.request("run-2"));
            promoted.awaitClosed("run-2");

            // Which of the two Temporal asks is its own affair.
            assertThat(together).isNotEmpty().allSatisfy(entry -> {
                if (entry.resolution() != Resolution.DONE) {
                    assertThat(entry.resolution()).isEqualTo(Resolution.REFUSED);
                    assertThat(entry.detail()).contains("not promoted at fingerprint " + others);
                }
            });
            assertThat(writes(promoted, "run-2"))
                    .extracting(JournalEntry::resolution)
                    .isNotEmpty()
                    .containsOnly(Resolution.DONE);
        }
    }

    private static List<JournalEntry> writes(Theatre theatre, String run) {
        return theatre.journal().ofRun(run).stream()
                .filter(entry -> entry.operation().kind() == Kind.WRITE)
                .toList();
    }

    private Theatre theatre(TestWorkflowEnvironment temporal, Automation automation) {
        return new Theatre(
                dir,
                temporal.getWorkflowServiceStubs(),
                WorkflowClientOptions.getDefaultInstance(),
                0,
                List.of(automation));
    }
}
