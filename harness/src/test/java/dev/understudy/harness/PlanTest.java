package dev.understudy.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.control.Control.Stop;
import dev.understudy.control.Hold;
import dev.understudy.control.Hold.Cause;
import dev.understudy.control.Incident;
import dev.understudy.harness.RunRefused.Reason;
import dev.understudy.journal.JournalEntry;
import dev.understudy.journal.Resolution;
import dev.understudy.operation.Mode;
import dev.understudy.rehearsal.Plan;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A live run is held to the plan of its own rehearsal. */
class PlanTest extends OnTemporal {
    @BeforeEach
    void promote() {
        theatre.log("app.log");
        theatre.promote("ArchiveLogs");
    }

    @Test
    void a_live_run_is_rehearsed_first_and_keeps_to_its_plan() {
        theatre.harness().startLive(theatre.request("run-1"));

        theatre.awaitClosed("run-1");
        String plan = theatre.run("run-1").plan();
        assertThat(plan).isEqualTo("run-1-plan");
        assertThat(theatre.run("run-1-plan").mode()).isEqualTo(Mode.DRY_RUN);
        assertThat(theatre.ending("run-1").completed()).isTrue();
        assertThat(theatre.incidents).isEmpty();
        assertThat(theatre.names(theatre.archive)).containsExactly("app.log.gz");
    }

    @Test
    void a_write_that_the_plan_does_not_hold_is_held_before_it_is_done_and_goes_on_when_a_person_accepts_it()
            throws InterruptedException {
        rehearse();
        theatre.log("bob.log");

        theatre.harness().startLive(theatre.request("run-1").under("rehearsal"));
        Hold hold = awaitHold();
        int reached = theatre.journal().ofRun("run-1").size();
        theatre.harness().control().resume("run-1", "grace", "bob's log is old as well");
        Hold second = awaitHold();
        theatre.harness().control().resume("run-1", "grace", "and it moves, too");

        theatre.awaitClosed("run-1");
        assertThat(hold.cause()).isEqualTo(Cause.PLAN_LEFT);
        assertThat(hold.why())
                .contains("did not show this")
                .contains("compress")
                .contains("bob.log");
        assertThat(second.why()).contains("move");
        assertThat(reached).isEqualTo(3);
        assertThat(theatre.incidents)
                .extracting(Incident::kind)
                .containsExactly(Incident.Kind.PLAN_LEFT, Incident.Kind.PLAN_LEFT);
        assertThat(theatre.names(theatre.archive)).containsExactly("app.log.gz", "bob.log.gz");
        assertThat(theatre.ending("run-1").completed()).isTrue();
    }

    @Test
    void a_write_that_comes_before_its_turn_is_held() throws InterruptedException {
        theatre.log("bob.log");
        rehearse();
        theatre.remove("app.log");

        theatre.harness().startLive(theatre.request("run-1").under("rehearsal"));
        Hold hold = awaitHold();
        theatre.harness().control().stop("run-1", Stop.NOW, "grace", "somebody else is at it");

        theatre.awaitClosed("run-1");
        assertThat(hold.why()).contains("only after").contains("compress").contains("app.log");
        assertThat(theatre.names(theatre.folder)).containsExactly("bob.log");
        assertThat(theatre.journal().ofRun("run-1"))
                .extracting(JournalEntry::resolution)
                .containsExactly(Resolution.DONE);
    }

    @Test
    void a_run_whose_rehearsal_stops_is_not_started_and_one_under_a_plan_of_something_else_neither()
            throws InterruptedException {
        rehearse();
        theatre.removeFolder();

        assertThatThrownBy(() -> theatre.harness().startLive(theatre.request("run-1")))
                .isInstanceOfSatisfying(
                        RunRefused.class,
                        refused -> assertThat(refused.reason()).isEqualTo(Reason.NO_PLAN));
        assertThatThrownBy(() -> theatre.harness()
                        .startLive(new RunRequest(
                                        "run-2", "archive-logs", "host-1", "grace", java.util.Map.of("folder", "/tmp"))
                                .under("rehearsal")))
                .hasMessageContaining("not of this run");
    }

    private void rehearse() throws InterruptedException {
        theatre.harness().startDryRun(theatre.request("rehearsal"));
        Plan plan = theatre.harness().awaitPlan("rehearsal", Duration.ofSeconds(20));
        assertThat(plan.ending()).as(plan.toText()).isEqualTo(Plan.Ending.COMPLETE);
    }

    private Hold awaitHold() {
        Awaitility.await("hold")
                .atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> !theatre.harness().control().holds("run-1").isEmpty());
        return theatre.harness().control().holds("run-1").get(0);
    }
}
