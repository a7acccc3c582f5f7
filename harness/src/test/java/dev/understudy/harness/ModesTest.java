package dev.understudy.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.harness.RunRefused.Reason;
import dev.understudy.journal.JournalEntry;
import dev.understudy.journal.Resolution;
import dev.understudy.operation.Mode;
import dev.understudy.rehearsal.Plan;
import dev.understudy.rehearsal.PlannedOperation;
import dev.understudy.rehearsal.PlannedOperation.How;
import dev.understudy.sample.ArchiveLogsInput;
import dev.understudy.shadow.RunHeader;
import dev.understudy.shadow.ShadowWriteRefused;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What leaves a workflow in which mode. */
class ModesTest extends OnTemporal {
    @Test
    void a_promoted_workflow_acts_in_live() {
        theatre.log("app.log");
        theatre.promote("ArchiveLogs");

        theatre.harness().startLive(theatre.request("run-1"));

        theatre.awaitClosed("run-1");
        assertThat(theatre.names(theatre.archive)).containsExactly("app.log.gz");
        assertThat(theatre.journal().ofRun("run-1"))
                .extracting(JournalEntry::resolution)
                .containsOnly(Resolution.DONE);
    }

    @Test
    void invariant_1_live_is_refused_at_its_start_where_the_workflow_is_not_promoted() {
        theatre.log("app.log");

        assertThatThrownBy(() -> theatre.harness().startLive(theatre.request("run-1")))
                .isInstanceOfSatisfying(
                        RunRefused.class,
                        refused -> assertThat(refused.reason()).isEqualTo(Reason.NOT_PROMOTED))
                .hasMessageContaining("ArchiveLogs is not promoted");

        assertThat(theatre.names(theatre.folder)).containsExactly("app.log");
    }

    @Test
    void invariant_1_a_header_that_was_forged_into_live_opens_nothing_without_the_promotion() {
        theatre.log("app.log");
        String fingerprint = theatre.harness().workflows().get(0).fingerprint();
        Map<String, String> forged = RunHeader.of(Mode.LIVE, "run-1", "host-1", "ArchiveLogs", fingerprint)
                .toMap();

        assertRefused(startByHand("understudy-live", Map.of(RunHeader.KEY, forged)));

        assertThat(theatre.names(theatre.folder)).containsExactly("app.log");
        assertThat(theatre.journal().find("run-1", 2).orElseThrow().resolution())
                .isEqualTo(Resolution.REFUSED);
    }

    @Test
    void invariant_1_a_promotion_of_other_code_opens_nothing() {
        theatre.log("app.log");
        theatre.promoted.add("ArchiveLogs" + "0".repeat(64));
        Map<String, String> forged = RunHeader.of(Mode.LIVE, "run-1", "host-1", "ArchiveLogs", "0".repeat(64))
                .toMap();

        assertRefused(startByHand("understudy-live", Map.of(RunHeader.KEY, forged)));

        assertThat(theatre.names(theatre.folder)).containsExactly("app.log");
    }

    @Test
    void invariant_1_a_write_is_refused_where_the_header_is_missing() {
        theatre.log("app.log");
        theatre.promote("ArchiveLogs");

        assertRefused(startByHand("understudy-live", Map.of()));

        assertThat(theatre.names(theatre.folder)).containsExactly("app.log");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "live", "LIVE ", "SUPERUSER"})
    void invariant_1_a_write_is_refused_where_the_mode_cannot_be_read(String mode) {
        theatre.log("app.log");
        theatre.promote("ArchiveLogs");
        Map<String, String> broken = new HashMap<>(RunHeader.of(
                        Mode.LIVE,
                        "run-1",
                        "host-1",
                        "ArchiveLogs",
                        theatre.harness().workflows().get(0).fingerprint())
                .toMap());
        broken.put("mode", mode);

        assertRefused(startByHand("understudy-live", Map.of(RunHeader.KEY, broken)));

        assertThat(theatre.names(theatre.folder)).containsExactly("app.log");
    }

    @Test
    void invariant_1_a_promotion_that_is_revoked_between_two_writes_refuses_the_second() {
        theatre.log("app.log");
        theatre.promote("ArchiveLogs");
        theatre.revokeAfterFirstKey();

        theatre.harness().startLive(theatre.request("run-1"));

        theatre.awaitClosed("run-1");
        assertThat(theatre.names(theatre.folder)).containsExactly("app.log.gz");
        assertThat(theatre.names(theatre.archive)).isEmpty();
        assertThat(theatre.journal().ofRun("run-1"))
                .extracting(JournalEntry::resolution)
                .containsExactly(Resolution.DONE, Resolution.DONE, Resolution.REFUSED);
    }

    @ParameterizedTest
    @EnumSource(
            value = Mode.class,
            names = {"DRY_RUN", "SHADOW"})
    void invariant_1_nothing_changes_in_other_modes_even_where_the_workflow_is_promoted(Mode mode) {
        theatre.log("app.log");
        theatre.promote("ArchiveLogs");
        if (mode == Mode.DRY_RUN) {
            theatre.harness().startDryRun(theatre.request("run-1"));
            theatre.awaitClosed("run-1");
        } else {
            theatre.operator("run-1", "session-1").begins().awaitsPredictions(2).endsTheRun();
            theatre.awaitReport("run-1");
        }

        assertThat(theatre.names(theatre.folder)).containsExactly("app.log");
        assertThat(theatre.names(theatre.archive)).isEmpty();
    }

    @Test
    void a_rehearsal_gives_the_same_plan_each_time_and_changes_nothing() throws InterruptedException {
        theatre.log("app.log");
        theatre.log("web.log");

        theatre.harness().startDryRun(theatre.request("run-1"));
        Plan first = theatre.harness().awaitPlan("run-1", Duration.ofSeconds(20));
        theatre.harness().startDryRun(theatre.request("run-2"));
        Plan second = theatre.harness().awaitPlan("run-2", Duration.ofSeconds(20));

        assertThat(first.ending()).as(first.toText()).isEqualTo(Plan.Ending.COMPLETE);
        assertThat(first.operations())
                .extracting(PlannedOperation::how)
                .containsExactly(
                        How.READ, How.WOULD_CHANGE, How.WOULD_CHANGE, How.WOULD_CHANGE, How.WOULD_CHANGE, How.OVERLAID);
        assertThat(first.operations()).extracting(PlannedOperation::step).startsWith("look", "compress", "move");
        assertThat(second.operations()).isEqualTo(first.operations());
        assertThat(first.toText()).contains("WOULD CHANGE compress file:").contains("Nothing was changed");
        assertThat(theatre.names(theatre.folder)).containsExactly("app.log", "web.log");
    }

    @Test
    void a_parameter_without_a_value_is_named() {
        RunRequest request = new RunRequest("run-1", "archive-logs", "host-1", "grace", Map.of("folder", " "));

        assertThatThrownBy(() -> theatre.harness().startDryRun(request))
                .isInstanceOfSatisfying(
                        RunRefused.class,
                        refused -> assertThat(refused.reason()).isEqualTo(Reason.MISSING_PARAMETER))
                .hasMessageContaining("no value for folder");
    }

    @Test
    void asking_twice_for_a_run_starts_it_once() {
        theatre.log("app.log");
        theatre.promote("ArchiveLogs");

        theatre.harness().startLive(theatre.request("run-1"));
        theatre.harness().startLive(theatre.request("run-1"));

        theatre.awaitClosed("run-1");
        assertThat(theatre.journal().ofRun("run-1")).hasSize(4);
    }

    private WorkflowStub startByHand(String queue, Map<String, Object> memo) {
        WorkflowClient client = theatre.anybodysClient();
        WorkflowStub stub = client.newUntypedWorkflowStub(
                "ArchiveLogs",
                WorkflowOptions.newBuilder()
                        .setWorkflowId("by-hand")
                        .setTaskQueue(queue)
                        .setMemo(memo)
                        .build());
        stub.start(new ArchiveLogsInput(theatre.folder.toString(), theatre.archive.toString()));
        return stub;
    }

    private static void assertRefused(WorkflowStub stub) {
        assertThatThrownBy(() -> stub.getResult(String.class))
                .isInstanceOf(WorkflowFailedException.class)
                .rootCause()
                .isInstanceOfSatisfying(
                        ApplicationFailure.class,
                        failure -> assertThat(failure.getType()).isEqualTo(ShadowWriteRefused.TYPE));
    }
}
