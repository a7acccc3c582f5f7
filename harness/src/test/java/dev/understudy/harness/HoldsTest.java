package dev.understudy.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.audit.Act;
import dev.understudy.audit.AuditEntry;
import dev.understudy.audit.AuditLog;
import dev.understudy.control.Control.Stop;
import dev.understudy.control.Guard.Alert;
import dev.understudy.control.Hold;
import dev.understudy.control.Hold.Cause;
import dev.understudy.control.Incident;
import dev.understudy.harness.RunRefused.Reason;
import dev.understudy.journal.JournalEntry;
import dev.understudy.journal.Resolution;
import dev.understudy.promotion.LiveStop;
import dev.understudy.store.Store;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds a live run: people, the fleet's switch, its own plan, a monitor; and how it goes on. */
class HoldsTest extends CarefulTest {
    @ParameterizedTest
    @ValueSource(strings = {"once", "local"})
    void the_switch_of_another_process_holds_a_run_and_uses_up_none_of_its_patience(String care) {
        try (Store other = Store.open(dir.resolve("understudy.db"))) {
            LiveStop elsewhere = new LiveStop(other);
            theatre.guard = target -> {
                elsewhere.stop("grace", "the server does not answer");
                theatre.guard = dev.understudy.control.Guard.NONE;
                return List.of();
            };
            theatre.harness().startLive(theatre.careful("run-1", care));
            assertThat(awaitHold("run-1")).extracting(Hold::cause).contains(Cause.ALL_LIVE_STOPPED);
            Awaitility.await()
                    .during(Duration.ofMillis(2_500))
                    .atMost(Duration.ofSeconds(10))
                    .until(() -> theatre.names(theatre.archive).isEmpty());

            elsewhere.allow("grace", "it answers again");

            theatre.awaitClosed("run-1");
        }
        assertThat(theatre.ending("run-1").why()).isNull();
        assertThat(theatre.names(theatre.archive)).containsExactly("app.log.gz");
    }

    @Test
    void an_alert_holds_the_run_until_it_ends() {
        theatre.guard = target -> List.of(new Alert("DiskFull", "DiskFull fires on " + target.name()));

        theatre.harness().startLive(theatre.careful("run-1", "once"));
        List<Hold> holds = awaitHold("run-1");
        Awaitility.await()
                .during(Duration.ofSeconds(1))
                .atMost(Duration.ofSeconds(5))
                .until(() -> theatre.names(theatre.folder).contains("app.log"));
        theatre.guard = target -> List.of();

        theatre.awaitClosed("run-1");
        assertThat(holds)
                .extracting(Hold::cause, Hold::why)
                .first()
                .isEqualTo(org.assertj.core.groups.Tuple.tuple(Cause.GUARD, "DiskFull fires on host-1"));
        assertThat(theatre.names(theatre.archive)).containsExactly("app.log.gz");
        assertThat(theatre.incidents).extracting(Incident::kind).containsExactly(Incident.Kind.GUARD);
    }

    @Test
    void a_person_lets_a_run_go_on_in_spite_of_an_alert() {
        theatre.guard = target -> List.of(new Alert("DiskFull", "DiskFull fires on " + target.name()));
        theatre.harness().startLive(theatre.careful("run-1", "once"));
        awaitHold("run-1");

        theatre.harness().control().resume("run-1", "grace", "that is why we archive");

        theatre.awaitClosed("run-1");
        assertThat(theatre.names(theatre.archive)).containsExactly("app.log.gz");
    }

    @Test
    void a_monitor_that_does_not_answer_holds_the_run_as_an_alert_would() {
        theatre.guard = target -> {
            throw new IllegalStateException("connection refused");
        };

        theatre.harness().startLive(theatre.careful("run-1", "once"));

        assertThat(awaitHold("run-1")).singleElement().satisfies(hold -> {
            assertThat(hold.cause()).isEqualTo(Cause.GUARD);
            assertThat(hold.why()).contains("do not say").contains("connection refused");
        });
        assertThat(theatre.names(theatre.folder)).containsExactly("app.log");
        theatre.harness().control().stop("run-1", Stop.NOW, "grace", "blind");
        theatre.awaitClosed("run-1");
    }

    @Test
    void a_held_run_whose_workflow_was_demoted_cannot_be_resumed_only_stopped() {
        theatre.guard = target -> List.of(new Alert("DiskFull", "DiskFull fires"));
        theatre.harness().startLive(theatre.careful("run-1", "once"));
        awaitHold("run-1");
        theatre.promoted.clear();
        theatre.guard = target -> List.of();

        assertThatThrownBy(() -> theatre.harness().control().resume("run-1", "grace", "go on"))
                .isInstanceOfSatisfying(
                        RunRefused.class,
                        refused -> assertThat(refused.reason()).isEqualTo(Reason.NOT_PROMOTED));
        theatre.harness().control().stop("run-1", Stop.NOW, "grace", "enough");

        theatre.awaitClosed("run-1");
        assertThat(theatre.names(theatre.folder)).containsExactly("app.log");
        assertThat(theatre.ending("run-1").completed()).isFalse();
    }

    @Test
    void a_run_that_is_stopped_with_compensation_undoes_what_it_did_and_the_journal_says_so() {
        theatre.harness().startLive(theatre.careful("run-1", "compensates"));
        awaitOperations("run-1", 1);

        theatre.harness().control().stop("run-1", Stop.WITH_COMPENSATION, "grace", "wrong host");

        theatre.awaitClosed("run-1");
        assertThat(theatre.names(theatre.folder)).containsExactly("app.log");
        List<JournalEntry> journal = theatre.journal().ofRun("run-1");
        assertThat(journal).extracting(JournalEntry::resolution).containsExactly(Resolution.DONE, Resolution.DONE);
        assertThat(journal).extracting(entry -> entry.operation().compensates()).containsExactly(false, true);
        assertThat(new AuditLog(theatre.store).latest("run-1", 10))
                .extracting(AuditEntry::act)
                .contains(Act.STOPPED);
        assertThat(theatre.incidents).isEmpty();
    }

    @Test
    void a_run_that_is_stopped_now_does_not_even_undo_what_it_did() {
        theatre.harness().startLive(theatre.careful("run-1", "compensates"));
        awaitOperations("run-1", 1);

        theatre.harness().control().stop("run-1", Stop.NOW, "grace", "hands off");

        theatre.awaitClosed("run-1");
        assertThat(theatre.names(theatre.folder)).containsExactly("app.log.gz");
    }

    @Test
    void outside_live_what_undoes_is_a_prediction() {
        Operator operator = theatre.operator("run-1", "session-1");
        theatre.harness().startShadow(theatre.careful("run-1", "compensates"));
        operator.begins().awaitsPredictions(1).types("gzip", theatre.folder + "/app.log");
        awaitOperations("run-1", 1);

        theatre.harness().control().stop("run-1", Stop.WITH_COMPENSATION, "grace", "wrong host");
        operator.awaitsPredictions(2).endsTheRun();

        theatre.awaitReport("run-1");
        assertThat(theatre.names(theatre.folder)).containsExactly("app.log.gz");
        JournalEntry undone = theatre.journal().ofRun("run-1").get(1);
        assertThat(undone.operation().compensates()).isTrue();
        assertThat(undone.resolution()).isEqualTo(Resolution.NOT_OBSERVED);
    }
}
