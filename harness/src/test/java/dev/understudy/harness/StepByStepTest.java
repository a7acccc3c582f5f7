package dev.understudy.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.audit.Act;
import dev.understudy.audit.AuditEntry;
import dev.understudy.audit.AuditLog;
import dev.understudy.control.Control.Stop;
import dev.understudy.control.Held;
import dev.understudy.harness.RunRefused.Reason;
import dev.understudy.journal.JournalEntry;
import dev.understudy.journal.Resolution;
import dev.understudy.shadow.RunSignals;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.history.v1.HistoryEvent;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each write of a live run waits for a person, who approves exactly what was shown. */
class StepByStepTest extends CarefulTest {
    @ParameterizedTest
    @ValueSource(strings = {"once", "local"})
    void each_write_leaves_when_it_was_approved_and_not_before(String care) {
        theatre.harness().startLive(theatre.careful("run-1", care).inSteps());

        Held first = awaitHeld(1);
        Awaitility.await()
                .during(Duration.ofMillis(2_500))
                .atMost(Duration.ofSeconds(10))
                .until(() -> theatre.names(theatre.folder).contains("app.log"));
        approve(first);
        Held second = awaitHeld(2);
        assertThat(theatre.names(theatre.folder)).containsExactly("app.log.gz");
        approve(second);

        theatre.awaitClosed("run-1");
        assertThat(theatre.names(theatre.archive)).containsExactly("app.log.gz");
        assertThat(first.action().summary()).startsWith("compress");
        assertThat(second.action().summary()).startsWith("move");
        assertThat(approvals())
                .extracting(AuditEntry::actor, entry -> entry.details().get("action"))
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(
                                "hank", second.action().summary()),
                        org.assertj.core.groups.Tuple.tuple(
                                "hank", first.action().summary()));
    }

    @Test
    void an_approval_of_another_action_is_refused_and_nothing_leaves() {
        theatre.harness().startLive(theatre.careful("run-1", "once").inSteps());
        Held held = awaitHeld(1);

        assertThatThrownBy(() -> theatre.harness().control().approve("run-1", 1, "0123456789abcdef", "hank"))
                .isInstanceOfSatisfying(
                        RunRefused.class,
                        refused -> assertThat(refused.reason()).isEqualTo(Reason.CHANGED_SINCE_SHOWN))
                .hasMessageContaining(held.action().summary());
        assertThatThrownBy(() -> theatre.harness().control().approve("run-1", 7, held.fingerprint(), "hank"))
                .isInstanceOfSatisfying(
                        RunRefused.class,
                        refused -> assertThat(refused.reason()).isEqualTo(Reason.CHANGED_SINCE_SHOWN));

        assertThat(theatre.harness().control().waiting("run-1")).containsExactly(held);
        assertThat(approvals()).isEmpty();
        theatre.harness().control().stop("run-1", Stop.NOW, "grace", "enough");
        theatre.awaitClosed("run-1");
        assertThat(theatre.names(theatre.folder)).containsExactly("app.log");
    }

    @Test
    void a_signal_that_somebody_sends_by_hand_approves_nothing() {
        theatre.harness().startLive(theatre.careful("run-1", "once").inSteps());
        Held held = awaitHeld(1);

        theatre.anybodysClient()
                .newUntypedWorkflowStub("run-1")
                .signal(RunSignals.APPROVED, held.sequence(), held.fingerprint());

        theatre.awaitClosed("run-1");
        assertThat(theatre.names(theatre.folder)).containsExactly("app.log");
        assertThat(theatre.ending("run-1").why()).contains("nobody approved exactly this");
    }

    @Test
    void what_undoes_needs_no_approval_of_its_own() {
        theatre.harness().startLive(theatre.careful("run-1", "compensates").inSteps());
        approve(awaitHeld(1));
        awaitOperations("run-1", 1);

        theatre.harness().control().stop("run-1", Stop.WITH_COMPENSATION, "grace", "wrong host");

        theatre.awaitClosed("run-1");
        assertThat(theatre.names(theatre.folder)).containsExactly("app.log");
        assertThat(theatre.journal().ofRun("run-1"))
                .extracting(JournalEntry::resolution)
                .containsExactly(Resolution.DONE, Resolution.DONE);
    }

    @Test
    void invariant_11_going_step_by_step_adds_no_command_to_a_history() {
        theatre.harness().startLive(theatre.careful("run-1", "once").inSteps());
        approve(awaitHeld(1));
        approve(awaitHeld(2));
        theatre.awaitClosed("run-1");
        List<EventType> inSteps = commands("run-1");

        theatre.undo();
        theatre.harness().startLive(theatre.careful("run-2", "once"));
        theatre.awaitClosed("run-2");

        assertThat(inSteps).isEqualTo(commands("run-2")).hasSize(3);
    }

    private List<EventType> commands(String run) {
        return theatre.history(run).getEvents().stream()
                .map(HistoryEvent::getEventType)
                .filter(type -> !type.name().contains("WORKFLOW_TASK")
                        && !type.name().contains("SIGNALED")
                        && !type.name().endsWith("STARTED")
                        && !type.name().endsWith("TASK_COMPLETED"))
                .toList();
    }

    private List<AuditEntry> approvals() {
        return new AuditLog(theatre.store)
                .latest("run-1", 50).stream()
                        .filter(entry -> entry.act() == Act.OPERATION_APPROVED)
                        .toList();
    }

    private void approve(Held held) {
        theatre.harness().control().approve("run-1", held.sequence(), held.fingerprint(), "hank");
    }

    private Held awaitHeld(long sequence) {
        Awaitility.await("operation " + sequence)
                .atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> theatre.harness().control().waiting("run-1").stream()
                        .anyMatch(held -> held.sequence() == sequence));
        return theatre.harness().control().waiting("run-1").get(0);
    }
}
