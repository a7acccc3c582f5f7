package dev.understudy.promotion;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.evidence.Aim;
import dev.understudy.evidence.Evidence;
import dev.understudy.evidence.JudgedRun;
import dev.understudy.evidence.Standing;
import dev.understudy.evidence.WorkflowVersion;
import dev.understudy.promotion.Refusal.Reason;
import dev.understudy.store.Store;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class GateTest {
    private static final Instant NOW = Instant.parse("2026-01-05T10:00:00Z");
    private static final WorkflowVersion VERSION = new WorkflowVersion("Scale", "f1", "scale-out", "r1");
    private static final Candidate CANDIDATE = new Candidate(VERSION, List.of("amy"));
    private static final Policy ONE_OPERATOR =
            new Policy(new Aim(0.1, 0.95, null), 1, 1, 1, 1, false, false, null, List.of());

    @Test
    void enough_clean_runs_by_others_are_no_reason_against() {
        assertThat(reasons(evidence(43, Standing.MATCHED, "olga"), "rita")).isEmpty();
    }

    @Test
    void invariant_9_the_author_cannot_promote() {
        assertThat(reasons(evidence(43, Standing.MATCHED, "olga"), "Amy ")).containsExactly(Reason.AUTHOR);
    }

    @Test
    void invariant_9_the_only_operator_of_the_evidence_cannot_promote() {
        assertThat(reasons(evidence(43, Standing.MATCHED, "olga"), "olga")).containsExactly(Reason.ONLY_OPERATOR);
    }

    @Test
    void one_run_too_few_does_not_show_the_rate() {
        assertThat(reasons(evidence(42, Standing.MATCHED, "olga"), "rita")).containsExactly(Reason.RATE_NOT_SHOWN);
    }

    @Test
    void invariant_6_excused_and_uncounted_runs_are_no_evidence() {
        assertThat(reasons(evidence(43, Standing.EXCUSED, "olga"), "rita"))
                .contains(Reason.RATE_NOT_SHOWN, Reason.TOO_FEW_RUNS);
        assertThat(reasons(evidence(43, Standing.NOT_COUNTED, "olga"), "rita"))
                .contains(Reason.RATE_NOT_SHOWN, Reason.TOO_FEW_RUNS);
    }

    @Test
    void invariant_8_what_was_seen_must_be_what_is_there() {
        assertThat(Gate.ofChange(VERSION, "f2", "r1"))
                .extracting(Refusal::reason)
                .containsExactly(Reason.WORKFLOW_CHANGED);
        assertThat(Gate.ofChange(VERSION, "f1", "r2"))
                .extracting(Refusal::reason)
                .containsExactly(Reason.RUNBOOK_CHANGED);
        assertThat(Gate.ofChange(VERSION, "f1", "r1")).isEmpty();
    }

    @Test
    void invariant_1_the_second_key_says_no_where_the_store_cannot_be_read(@TempDir Path folder) {
        Store store = Store.open(folder.resolve("understudy.db"));
        Promotions promotions = new Promotions(store, new Policies(Map.of(), Policy.DEFAULT));

        store.close();

        assertThat(promotions.confirms("Scale", "f1")).isFalse();
    }

    private static List<Reason> reasons(Evidence evidence, String by) {
        return Gate.refusals(CANDIDATE, ONE_OPERATOR, evidence, by, "it agreed", NOW).stream()
                .map(Refusal::reason)
                .toList();
    }

    private static Evidence evidence(int runs, Standing standing, String operator) {
        return new Evidence(
                VERSION,
                ONE_OPERATOR.aim(),
                IntStream.range(0, runs)
                        .mapToObj(i -> new JudgedRun(
                                "run-" + i,
                                "db-1",
                                List.of(operator),
                                NOW.minusSeconds(i),
                                standing,
                                List.of(),
                                standing,
                                null,
                                1,
                                0))
                        .toList());
    }
}
