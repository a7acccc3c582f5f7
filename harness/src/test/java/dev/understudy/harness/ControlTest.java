package dev.understudy.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.audit.Act;
import dev.understudy.audit.AuditEntry;
import dev.understudy.audit.AuditLog;
import dev.understudy.control.Control;
import dev.understudy.harness.RunRefused.Reason;
import dev.understudy.journal.JournalEntry;
import dev.understudy.journal.Resolution;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** How to pause it, how to stop it. */
class ControlTest extends OnTemporal {
    @Test
    void a_paused_run_does_nothing_until_it_is_resumed() {
        manyLogs();
        theatre.promote("ArchiveLogs");
        theatre.harness().startLive(theatre.request("run-1"));
        awaitOperations(2);

        theatre.harness().control().pause("run-1", "grace", "the disk is slow");
        awaitIdle();
        int paused = operations();
        Awaitility.await()
                .during(Duration.ofMillis(500))
                .atMost(Duration.ofSeconds(5))
                .until(() -> operations() == paused);
        theatre.harness().control().resume("run-1", "grace", "it is fast again");

        theatre.awaitClosed("run-1");
        assertThat(paused).isLessThan(82);
        assertThat(theatre.names(theatre.archive)).hasSize(40);
        assertThat(new AuditLog(theatre.store).latest("run-1", 10))
                .extracting(AuditEntry::act)
                .contains(Act.LIVE_STARTED, Act.PAUSED, Act.RESUMED);
    }

    @Test
    void a_run_that_is_stopped_now_begins_nothing_more() {
        manyLogs();
        theatre.promote("ArchiveLogs");
        theatre.harness().startLive(theatre.request("run-1"));
        awaitOperations(2);

        theatre.harness().control().stop("run-1", Control.Stop.NOW, "grace", "wrong host");

        theatre.awaitClosed("run-1");
        assertThat(theatre.names(theatre.folder)).isNotEmpty();
    }

    @Test
    void a_run_that_is_stopped_after_its_operation_leaves_nothing_half_done() {
        manyLogs();
        theatre.promote("ArchiveLogs");
        theatre.harness().startLive(theatre.request("run-1"));
        awaitOperations(2);

        theatre.harness().control().stop("run-1", Control.Stop.AFTER_THIS_OPERATION, "grace", "enough");

        theatre.awaitClosed("run-1");
        assertThat(theatre.names(theatre.folder)).isNotEmpty();
        assertThat(theatre.journal().ofRun("run-1"))
                .extracting(JournalEntry::resolution)
                .containsOnly(Resolution.DONE);
    }

    @Test
    void the_stop_of_all_live_runs_holds_every_write_until_they_are_allowed() {
        manyLogs();
        theatre.promote("ArchiveLogs");
        theatre.harness().startLive(theatre.request("run-1"));
        awaitOperations(2);

        theatre.harness().control().stopAllLive("grace", "what is going on?");
        awaitIdle();
        int held = operations();
        assertThatThrownBy(() -> theatre.harness().startLive(theatre.request("run-2")))
                .isInstanceOfSatisfying(
                        RunRefused.class,
                        refused -> assertThat(refused.reason()).isEqualTo(Reason.ALL_LIVE_STOPPED));
        Awaitility.await()
                .during(Duration.ofMillis(500))
                .atMost(Duration.ofSeconds(5))
                .until(() -> operations() == held);
        theatre.harness().control().allowLive("grace", "found it");

        theatre.awaitClosed("run-1");
        assertThat(theatre.names(theatre.archive)).hasSize(40);
    }

    @Test
    void a_run_that_is_not_there_cannot_be_paused() {
        assertThatThrownBy(() -> theatre.harness().control().pause("nowhere", "grace", "why not"))
                .isInstanceOfSatisfying(
                        RunRefused.class,
                        refused -> assertThat(refused.reason()).isEqualTo(Reason.NO_SUCH_RUN));
    }

    private void manyLogs() {
        for (int i = 10; i < 50; i++) {
            theatre.log("app-" + i + ".log");
        }
    }

    private int operations() {
        return theatre.journal().ofRun("run-1").size();
    }

    private void awaitOperations(int least) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(5))
                .until(() -> operations() >= least);
    }

    /** Nothing is in flight, twice in a row with some time in between. */
    private void awaitIdle() {
        Awaitility.await()
                .during(Duration.ofMillis(500))
                .atMost(Duration.ofSeconds(10))
                .until(() -> theatre.harness().control().inFlight("run-1").isEmpty());
    }
}
