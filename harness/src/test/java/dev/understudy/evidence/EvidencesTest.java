package dev.understudy.evidence;

import static dev.understudy.evidence.Shadowed.VERSION;
import static dev.understudy.evidence.Shadowed.divergence;
import static dev.understudy.evidence.Shadowed.following;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.divergence.Doubt;
import dev.understudy.divergence.NotEvidence;
import dev.understudy.divergence.Severity;
import dev.understudy.report.ReviewVerdict;
import dev.understudy.report.Reviews;
import dev.understudy.run.Runs;
import dev.understudy.runbook.Runbook;
import dev.understudy.runbook.RunbookReader;
import dev.understudy.store.Store;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EvidencesTest {
    @TempDir
    Path folder;

    private Store store;
    private Shadowed shadowed;
    private Reviews reviews;

    @BeforeEach
    void open() {
        store = Store.open(folder.resolve("understudy.db"));
        shadowed = new Shadowed(store);
        reviews = new Reviews(store);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void the_sentence_says_what_is_known_and_what_is_missing() {
        shadowed.clean(31);

        assertThat(evidence().sentence())
                .isEqualTo("0 divergences in 31 runs: at most 13.4 % at 95 %, however often one looks;"
                        + " 12 more clean runs make it 10 %");
    }

    @Test
    void the_sentence_of_no_run_promises_nothing() {
        assertThat(evidence().sentence()).isEqualTo("no run counts yet; 43 clean runs make it 10 % at 95 %");
        assertThat(evidence().upperBound()).isEqualTo(1);
        assertThat(evidence().suffices()).isFalse();
    }

    @Test
    void the_sentence_of_enough_runs_says_that_it_is_enough() {
        shadowed.clean(43);

        assertThat(evidence().suffices()).isTrue();
        assertThat(evidence().sentence())
                .startsWith("0 divergences in 43 runs: at most 9.")
                .endsWith("asked");
    }

    @Test
    void the_sentence_never_rounds_the_bound_down_to_a_rate_that_is_not_reached() {
        shadowed.clean(31);
        Aim justMissed = new Aim(0.1340, 0.95, null);

        assertThat(new Evidences(store).of(VERSION, justMissed).sentence())
                .isEqualTo("0 divergences in 31 runs: at most 13.5 % at 95 %, however often one looks;"
                        + " 1 more clean run makes it 13.4 %");
    }

    @Test
    void a_divergence_counts_against_the_workflow_until_somebody_judges_it() {
        String run = shadowed.diverged("ann", divergence("d1", Severity.HIGH));

        assertThat(of(run).standing()).isEqualTo(Standing.DIVERGED);
        assertThat(of(run).unreviewed()).isEqualTo(1);
        assertThat(evidence().divergedRuns()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(
            value = ReviewVerdict.class,
            names = {"OPERATOR_WRONG", "BOTH_ACCEPTABLE"})
    void invariant_6_an_excused_run_counts_neither_as_matched_nor_as_diverged(ReviewVerdict verdict) {
        String run = shadowed.diverged("ann", divergence("d1", Severity.HIGH));

        reviews.give(run, "d1", verdict, "", "rita");

        assertThat(of(run).standing()).isEqualTo(Standing.EXCUSED);
        assertThat(evidence().countedRuns()).isZero();
        assertThat(evidence().excusedRuns()).isEqualTo(1);
    }

    @Test
    void invariant_6_a_run_of_which_a_rule_hid_something_never_counts_as_matched() {
        String run = shadowed.excusedByRule("ann");

        assertThat(of(run).standing()).isEqualTo(Standing.EXCUSED);
    }

    @ParameterizedTest
    @EnumSource(
            value = ReviewVerdict.class,
            names = {"WORKFLOW_WRONG", "RUNBOOK_STALE"})
    void one_divergence_of_the_workflow_is_enough(ReviewVerdict verdict) {
        String run = shadowed.diverged("ann", divergence("d1", Severity.HIGH), divergence("d2", Severity.LOW));

        reviews.give(run, "d1", ReviewVerdict.OPERATOR_WRONG, "", "rita");
        reviews.give(run, "d2", verdict, "", "rita");

        assertThat(of(run).standing()).isEqualTo(Standing.DIVERGED);
    }

    @Test
    void the_latest_word_holds() {
        String run = shadowed.diverged("ann", divergence("d1", Severity.HIGH));

        reviews.give(run, "d1", ReviewVerdict.OPERATOR_WRONG, "at first sight", "rita");
        reviews.give(run, "d1", ReviewVerdict.WORKFLOW_WRONG, "on a second look", "rolf");

        assertThat(of(run).standing()).isEqualTo(Standing.DIVERGED);
    }

    @Test
    void what_only_follows_from_a_divergence_is_judged_with_it() {
        String run = shadowed.diverged("ann", divergence("d1", Severity.HIGH), following("d2", "d1"));

        reviews.give(run, "d1", ReviewVerdict.BOTH_ACCEPTABLE, "", "rita");

        assertThat(of(run).standing()).isEqualTo(Standing.EXCUSED);
    }

    @Test
    void a_run_that_we_compared_wrongly_does_not_count() {
        String run = shadowed.diverged("ann", divergence("d1", Severity.HIGH), divergence("d2", Severity.LOW));

        reviews.give(run, "d1", ReviewVerdict.COMPARISON_WRONG, "", "rita");
        assertThat(of(run).standing()).as("the other is not judged yet").isEqualTo(Standing.DIVERGED);
        reviews.give(run, "d2", ReviewVerdict.COMPARISON_WRONG, "", "rita");

        assertThat(of(run).standing()).isEqualTo(Standing.NOT_COUNTED);
        assertThat(of(run).why()).containsExactly(NotCounted.COMPARISON_WRONG);
    }

    @Test
    void invariant_6_an_inconclusive_run_never_counts_as_clean() {
        String run = shadowed.inconclusive("ann", Doubt.GAP, NotEvidence.INCONCLUSIVE);

        assertThat(of(run).standing()).isEqualTo(Standing.NOT_COUNTED);
        assertThat(of(run).why()).containsExactly(NotCounted.INCONCLUSIVE);
    }

    @ParameterizedTest
    @EnumSource(value = NotEvidence.class, names = "EXCUSED", mode = EnumSource.Mode.EXCLUDE)
    void each_reason_of_a_report_is_a_reason_not_to_count(NotEvidence reason) {
        String run = shadowed.uncounted("ann", reason);

        assertThat(of(run).standing()).isEqualTo(Standing.NOT_COUNTED);
        assertThat(of(run).why()).containsExactly(NotCounted.of(reason));
        assertThat(of(run).why().get(0).words()).isNotBlank();
    }

    @Test
    void a_run_that_goes_on_or_was_not_compared_does_not_count() {
        String open = shadowed.begun("ann");
        String ended = shadowed.begun("ann");
        new Runs(store).end(ended, Instant.parse("2026-03-01T09:00:00Z"));

        assertThat(of(open).why()).containsExactly(NotCounted.NOT_ENDED);
        assertThat(of(ended).why()).containsExactly(NotCounted.NO_REPORT);
    }

    @Test
    void an_emergency_does_not_count() {
        String run = shadowed.clean("ann");

        new Runs(store).breakGlass(run, "lea", "the site was down");

        assertThat(of(run).why()).containsExactly(NotCounted.BREAK_GLASS);
    }

    @Test
    void invariant_8_a_new_version_of_workflow_or_runbook_starts_from_no_evidence() {
        shadowed.clean(50);
        WorkflowVersion code = new WorkflowVersion("ScaleOut", "workflow-2", "scale-out", "runbook-1");
        WorkflowVersion text = new WorkflowVersion("ScaleOut", "workflow-1", "scale-out", "runbook-2");

        Evidence ofCode = new Evidences(store).of(code, Aim.DEFAULT);
        Evidence ofText = new Evidences(store).of(text, Aim.DEFAULT);

        assertThat(ofCode.countedRuns()).isZero();
        assertThat(ofCode.notCounted()).containsEntry(NotCounted.OTHER_WORKFLOW_VERSION, 50);
        assertThat(ofText.countedRuns()).isZero();
        assertThat(ofText.notCounted()).containsEntry(NotCounted.OTHER_RUNBOOK_VERSION, 50);
        assertThat(evidence().countedRuns()).isEqualTo(50);
    }

    @Test
    void evidence_grows_old() {
        shadowed.clean(24);
        Clock clock = Clock.fixed(Instant.parse("2026-03-10T12:30:00Z"), ZoneOffset.UTC);

        Evidence evidence = new Evidences(store, clock).of(VERSION, new Aim(0.1, 0.95, 9));

        assertThat(evidence.countedRuns()).isEqualTo(12);
        assertThat(evidence.notCounted()).containsEntry(NotCounted.EXPIRED, 12);
    }

    @Test
    void a_run_that_expired_with_a_divergence_still_holds_the_bound_up() {
        shadowed.diverged("ann", divergence("d-1", Severity.HIGH), divergence("d-2", Severity.HIGH));
        shadowed.clean(44, "ann", "bob");
        Clock clock = Clock.fixed(Instant.parse("2026-03-10T01:30:00Z"), ZoneOffset.UTC);

        Evidence evidence = new Evidences(store, clock).of(VERSION, new Aim(0.1, 0.95, 9));

        assertThat(evidence.divergedRuns()).isZero();
        assertThat(evidence.upperBound()).isGreaterThanOrEqualTo(Bound.upper(45, 1, 0.95));
    }

    @Test
    void clean_runs_fade_divergences_do_not_and_fading_never_lowers_the_bound() {
        shadowed.clean(43, "ann", "bob");
        Clock clock = Clock.fixed(Instant.parse("2026-04-10T00:00:00Z"), ZoneOffset.UTC);

        Evidence fading = new Evidences(store, clock).of(VERSION, new Aim(0.1, 0.95, null, 30));

        assertThat(evidence().suffices()).isTrue();
        assertThat(fading.fadedCleanRuns()).isBetween(16.0, 18.5);
        assertThat(fading.upperBound()).isGreaterThan(evidence().upperBound());
        assertThat(fading.suffices()).isFalse();
        assertThat(fading.cleanRunsNeeded()).isPositive();
    }

    @Test
    void a_step_that_no_run_that_counts_came_through_is_never_seen() {
        Runbook runbook = new RunbookReader().read("scale-out.md", """
                # Scale out

                1. Scale it up:

                   ```bash
                   kubectl scale sts db --replicas 3
                   ```

                2. Drain the old one:

                   ```bash
                   kubectl drain old
                   ```
                """.getBytes(UTF_8));

        Coverage coverage = new Evidences(store).coverage(evidence(), runbook);

        assertThat(coverage.steps()).hasSize(2).allSatisfy(step -> {
            assertThat(step.seen()).isFalse();
            assertThat(step.upperBound()).isEqualTo(1);
        });
        assertThat(coverage.sentence()).startsWith("0 of 2 steps seen; ").contains(": never seen");
    }

    @Test
    void operators_targets_and_days_are_those_of_the_runs_that_count() {
        shadowed.clean(30, "ann", "bob");
        shadowed.uncounted("cat", NotEvidence.NOT_BLIND);

        assertThat(evidence().operators()).containsExactly("ann", "bob");
        assertThat(evidence().targets()).containsExactly("eu-1");
        assertThat(evidence().days()).hasSize(2);
    }

    @Test
    void the_probability_ratio_test_stands_beside_the_bound() {
        assertThat(Sprt.of(0, 0, 0.1, 0.95).answer()).isEqualTo(Sprt.Answer.UNDECIDED);
        assertThat(Sprt.of(60, 0, 0.1, 0.95).answer()).isEqualTo(Sprt.Answer.GOOD);
        assertThat(Sprt.of(10, 5, 0.1, 0.95).answer()).isEqualTo(Sprt.Answer.BAD);
    }

    private Evidence evidence() {
        return new Evidences(store).of(VERSION, Aim.DEFAULT);
    }

    private JudgedRun of(String run) {
        return evidence().runs().stream()
                .filter(judged -> judged.run().equals(run))
                .findFirst()
                .orElseThrow();
    }
}
