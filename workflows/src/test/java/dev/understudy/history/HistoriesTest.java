package dev.understudy.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.automation.Automation;
import dev.understudy.host.HostOperations;
import dev.understudy.host.MeasureFolder;
import dev.understudy.postgres.WalArchiveFullInput;
import dev.understudy.postgres.WalArchiveFullResult;
import dev.understudy.postgres.WalArchiveFullWorkflow;
import dev.understudy.runbook.Runbook;
import dev.understudy.runbook.ShippedRunbooks;
import dev.understudy.runbook.Step;
import io.temporal.activity.ActivityOptions;
import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.common.converter.DefaultDataConverter;
import io.temporal.testing.WorkflowReplayer;
import io.temporal.workflow.Workflow;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What was shipped once goes on to run: a workflow that is under way must replay with the code of today. */
class HistoriesTest {
    static Stream<Arguments> histories() {
        return StoredHistories.automations().stream()
                .flatMap(automation ->
                        StoredHistories.of(automation).stream().map(file -> Arguments.of(automation, file)));
    }

    static List<Automation> automations() {
        return StoredHistories.automations();
    }

    @ParameterizedTest
    @MethodSource("histories")
    void invariant_11_every_stored_history_of_a_shipped_workflow_replays(Automation automation, Path file)
            throws Exception {
        WorkflowReplayer.replayWorkflowExecution(StoredHistories.read(file), automation.workflow());
    }

    @Test
    void both_shipped_runbooks_are_automated() {
        assertThat(automations())
                .extracting(Automation::runbook)
                .containsExactlyInAnyOrder("wal-archive-full", "scale-out");
    }

    @Test
    void a_workflow_that_asks_for_something_else_does_not_replay() throws IOException {
        WorkflowExecutionHistory history =
                StoredHistories.read(StoredHistories.folder("wal-archive-full").resolve("room-made.json"));

        assertThatThrownBy(() -> WorkflowReplayer.replayWorkflowExecution(history, Changed.class))
                .hasMessageContaining("TMPRL1100");
    }

    @ParameterizedTest
    @MethodSource("automations")
    void every_operation_names_a_step_of_the_runbook(Automation automation) throws IOException {
        Runbook runbook = runbook(automation);
        Set<String> steps = runbook.steps().stream().map(Step::id).collect(Collectors.toSet());

        assertThat(summaries(automation)).isNotEmpty().isSubsetOf(steps);
    }

    @ParameterizedTest
    @MethodSource("automations")
    void the_workflow_takes_the_parameters_of_the_runbook_and_of_the_target(Automation automation) {
        Set<String> given = new TreeSet<>(runbook(automation).params());
        given.add("cluster"); // of the target

        Class<?> input = Arrays.stream(automation.workflow().getInterfaces())
                .flatMap(type -> Arrays.stream(type.getMethods()))
                .map(Method::getParameterTypes)
                .findFirst()
                .orElseThrow()[0];

        assertThat(input.getRecordComponents()).allSatisfy(component -> {
            assertThat(given).contains(component.getName());
            assertThat(component.getType()).isEqualTo(String.class);
        });
        assertThat(Arrays.stream(input.getRecordComponents()).map(RecordComponent::getName))
                .containsAll(runbook(automation).params());
    }

    private static Runbook runbook(Automation automation) {
        return ShippedRunbooks.find(automation.runbook()).orElseThrow();
    }

    private static List<String> summaries(Automation automation) throws IOException {
        List<String> summaries = new ArrayList<>();
        for (Path file : StoredHistories.of(automation)) {
            StoredHistories.read(file).getEvents().stream()
                    .filter(event -> event.hasActivityTaskScheduledEventAttributes())
                    .map(event -> DefaultDataConverter.STANDARD_INSTANCE.fromPayload(
                            event.getUserMetadata().getSummary(), String.class, String.class))
                    .forEach(summaries::add);
        }
        return summaries;
    }

    /** As the shipped one, but without asking first whether the archive is pg_wal. */
    public static final class Changed implements WalArchiveFullWorkflow {
        @Override
        public WalArchiveFullResult makeRoom(WalArchiveFullInput input) {
            Workflow.newActivityStub(
                            HostOperations.class,
                            ActivityOptions.newBuilder()
                                    .setStartToCloseTimeout(Duration.ofMinutes(1))
                                    .build())
                    .measureFolder(new MeasureFolder(input.archive()));
            return new WalArchiveFullResult(0L, List.of(), List.of(), List.of(), List.of());
        }
    }
}
