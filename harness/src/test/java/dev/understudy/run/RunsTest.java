package dev.understudy.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.operation.Mode;
import dev.understudy.store.Store;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunsTest {
    private static final Instant START = Instant.parse("2026-03-01T10:00:00.123456Z");

    @TempDir
    Path folder;

    private Store store;
    private Runs runs;

    @BeforeEach
    void open() {
        store = Store.open(folder.resolve("understudy.db"));
        runs = new Runs(store);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void a_run_is_made_once_and_read_back_as_it_was() {
        Run run = run("r1", "ann").with("ScaleOut", "f1");

        assertThat(runs.create(run)).isTrue();
        assertThat(runs.create(run)).isFalse();

        assertThat(runs.find("r1")).contains(run);
        assertThat(runs.find("r2")).isEmpty();
    }

    @Test
    void whoever_makes_it_again_joins_and_adds_what_was_missing() {
        runs.create(run("r1", "ann"));

        runs.create(run("r1", "bob").with("ScaleOut", "f1"));

        Run there = runs.find("r1").orElseThrow();
        assertThat(there.operators()).containsExactly("ann", "bob");
        assertThat(there.workflowType()).isEqualTo("ScaleOut");
    }

    @Test
    void an_id_of_another_runbook_or_target_is_refused() {
        runs.create(run("r1", "ann"));
        Run other = Run.begun("r1", "drain", "b1", "eu-1", Map.of(), Mode.SHADOW, List.of("eve"), START);

        assertThatThrownBy(() -> runs.create(other))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("run r1 is one of runbook scale-out on target eu-1, not of drain on eu-1; take a new id");
        assertThat(runs.find("r1").orElseThrow().operators()).containsExactly("ann");
    }

    @Test
    void a_run_passes_from_hand_to_hand_before_it_is_closed() {
        runs.create(run("r1", "ann"));

        assertThat(runs.end("r1", START.plusSeconds(60))).isTrue();
        assertThat(runs.end("r1", START.plusSeconds(90))).as("it had ended").isFalse();
        runs.join("r1", "bob");
        assertThat(runs.find("r1").orElseThrow().state()).isEqualTo(RunState.OPEN);
        assertThat(runs.find("r1").orElseThrow().endedAt()).isNull();
        runs.end("r1", START.plusSeconds(120));

        assertThat(runs.close("r1")).isTrue();
        assertThat(runs.close("r1")).isFalse();
        assertThat(runs.find("r1").orElseThrow().state()).isEqualTo(RunState.CLOSED);
    }

    @Test
    void an_open_run_is_not_closed() {
        runs.create(run("r1", "ann"));

        assertThatThrownBy(() -> runs.close("r1")).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> runs.end("r9", START)).hasMessage("there is no run r9");
    }

    @Test
    void another_version_of_a_workflow_does_not_join_a_run() {
        runs.create(run("r1", "ann"));
        runs.shadowed("r1", "ScaleOut", "f1");
        runs.shadowed("r1", "ScaleOut", "f1");

        assertThatThrownBy(() -> runs.shadowed("r1", "ScaleOut", "f2")).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void values_that_become_known_are_added_and_none_is_changed() {
        runs.create(run("r1", "ann"));

        runs.bind("r1", Map.of("node", "n1"));
        runs.bind("r1", Map.of("node", "n2", "size", "5"));

        assertThat(runs.find("r1").orElseThrow().params()).isEqualTo(Map.of("node", "n1", "size", "5"));
    }

    @Test
    void the_first_reason_of_an_emergency_stays() {
        runs.create(run("r1", "ann"));

        assertThat(runs.breakGlass("r1", "lea", "the site was down")).isTrue();
        assertThat(runs.breakGlass("r1", "ann", "no")).isFalse();

        assertThat(runs.find("r1").orElseThrow().breakGlass()).isEqualTo("lea: the site was down");
    }

    @Test
    void runs_are_listed_the_latest_first_by_what_is_asked() {
        runs.create(run("r1", "ann"));
        runs.create(
                Run.begun("r2", "drain", "b1", "us-1", Map.of(), Mode.SHADOW, List.of("bob"), START.plusSeconds(5)));
        runs.create(Run.begun("r3", "drain", "b1", "us-2", Map.of(), Mode.DRY_RUN, List.of(), START.plusSeconds(9)));
        runs.end("r2", START.plusSeconds(10));

        assertThat(ids(RunFilter.ANY)).containsExactly("r3", "r2", "r1");
        assertThat(ids(RunFilter.ANY.runbook("drain"))).containsExactly("r3", "r2");
        assertThat(ids(RunFilter.ANY.target("us-1"))).containsExactly("r2");
        assertThat(ids(RunFilter.ANY.operator("ann"))).containsExactly("r1");
        assertThat(ids(RunFilter.ANY.mode(Mode.DRY_RUN))).containsExactly("r3");
        assertThat(ids(RunFilter.ANY.state(RunState.ENDED))).containsExactly("r2");
        assertThat(ids(RunFilter.ANY.since(START.plusSeconds(5)).until(START.plusSeconds(9))))
                .containsExactly("r2");
        assertThat(runs.recent(RunFilter.ANY, 1)).hasSize(1);
    }

    private List<String> ids(RunFilter filter) {
        return runs.recent(filter, 10).stream().map(Run::id).toList();
    }

    private static Run run(String id, String operator) {
        return Run.begun(id, "scale-out", "b1", "eu-1", Map.of(), Mode.SHADOW, List.of(operator), START);
    }
}
