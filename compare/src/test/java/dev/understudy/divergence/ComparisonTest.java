package dev.understudy.divergence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.action.Action;
import dev.understudy.action.Effect;
import dev.understudy.action.FileActions;
import dev.understudy.action.KubernetesActions;
import dev.understudy.action.Normaliser;
import dev.understudy.action.Normalisers;
import dev.understudy.action.ProgramCall;
import dev.understudy.recording.SessionRecording;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class ComparisonTest {
    private final Action zip = FileActions.compress("/data/wal/1");
    private final Action move = FileActions.move("/data/wal/1.gz", "/archive/1.gz");
    private final Action delete = FileActions.delete("/data/old");

    @Test
    void a_run_in_which_both_sides_did_the_same_is_clean_and_counts() {
        ComparedRun run = new RunFixture()
                .types("df", "-h")
                .predicts(zip)
                .types("gzip", "wal/1")
                .predicts(move)
                .types("mv", "wal/1.gz", "/archive/")
                .ended();

        Report report = Comparison.compare(run);

        assertThat(report.verdict()).isEqualTo(Verdict.CLEAN);
        assertThat(report.countsAsEvidence()).isTrue();
        assertThat(report.counts()).isEqualTo(new Counts(2, 0, 0, 0, 1, 0));
        assertThat(report.moves())
                .extracting(Move::kind)
                .containsExactly(MoveKind.OBSERVED_ONLY, MoveKind.MATCH, MoveKind.MATCH);
        assertThat(report.divergences()).isEmpty();
    }

    @Test
    void a_write_of_the_operator_alone_is_missed() {
        Report report = Comparison.compare(new RunFixture()
                .predicts(zip)
                .types("gzip", "wal/1")
                .inStep("archive")
                .types("rm", "old")
                .ended());

        assertThat(report.verdict()).isEqualTo(Verdict.DIVERGED);
        assertThat(report.divergences()).singleElement().satisfies(one -> {
            assertThat(one.kind()).isEqualTo(DivergenceKind.MISSED);
            assertThat(one.severity()).isEqualTo(Severity.HIGH);
            assertThat(one.step()).isEqualTo("archive");
            assertThat(one.title()).contains("delete /data/old");
        });
        assertThat(report.counts().matched()).isEqualTo(1);
        assertThat(report.countsAsEvidence()).isTrue();
    }

    @Test
    void a_write_of_the_workflow_alone_is_unexpected_and_critical_where_it_destroys() {
        Report report = Comparison.compare(new RunFixture()
                .predicts(zip)
                .types("gzip", "wal/1")
                .predicts(delete)
                .resolved(2, Resolution.NOT_OBSERVED, Fidelity.SIMULATED)
                .ended());

        assertThat(report.verdict()).isEqualTo(Verdict.DIVERGED);
        assertThat(report.divergences()).singleElement().satisfies(one -> {
            assertThat(one.kind()).isEqualTo(DivergenceKind.UNEXPECTED);
            assertThat(one.severity()).isEqualTo(Severity.CRITICAL);
        });
    }

    @Test
    void other_fields_are_shown_one_by_one() {
        Report report = Comparison.compare(new RunFixture()
                .predicts(KubernetesActions.scale("prod", "statefulsets", "db", 5))
                .types("kubectl", "scale", "sts/db", "-n", "prod", "--replicas=4")
                .ended());

        assertThat(report.verdict()).isEqualTo(Verdict.DIVERGED);
        assertThat(report.divergences()).singleElement().satisfies(one -> {
            assertThat(one.kind()).isEqualTo(DivergenceKind.DIFFERENT);
            assertThat(one.differences()).containsExactly(new FieldDifference("/spec/replicas", "4", "5"));
        });
    }

    @Test
    void acts_that_may_go_in_any_order_match_in_any_order() {
        Action other = FileActions.compress("/data/wal/2");
        Report report = Comparison.compare(new RunFixture()
                .predicts(zip, 0)
                .predicts(other, 0)
                .types("gzip", "wal/2", "wal/1")
                .ended());

        assertThat(report.verdict()).isEqualTo(Verdict.CLEAN);
        assertThat(report.counts().matched()).isEqualTo(2);
    }

    @Test
    void another_order_is_a_divergence_where_order_matters() {
        Report report = Comparison.compare(new RunFixture()
                .predicts(move, 0)
                .predicts(delete, 1)
                .types("rm", "old")
                .types("mv", "wal/1.gz", "/archive/")
                .ended());

        assertThat(report.divergences()).extracting(Divergence::kind).containsExactly(DivergenceKind.REORDERED);
    }

    @Test
    void another_order_of_acts_that_have_nothing_to_do_with_each_other_is_a_match() {
        Action other = FileActions.compress("/data/wal/2");
        Report report = Comparison.compare(new RunFixture()
                .predicts(zip, 0)
                .predicts(other, 1)
                .types("gzip", "wal/2", "wal/1")
                .ended());

        assertThat(report.verdict()).isEqualTo(Verdict.CLEAN);
    }

    @Test
    void a_failed_try_that_was_repeated_with_success_is_one_act_with_attempts() {
        Report report = Comparison.compare(new RunFixture()
                .predicts(zip)
                .typesAndGets(1, "gzip", "wal/1")
                .types("gzip", "wal/1")
                .ended());

        assertThat(report.verdict()).isEqualTo(Verdict.CLEAN);
        assertThat(report.moves())
                .singleElement()
                .satisfies(one -> assertThat(one.earlierAttempts()).hasSize(1));
    }

    @Test
    void an_act_that_never_succeeded_against_a_prediction_has_another_outcome() {
        Report report = Comparison.compare(
                new RunFixture().predicts(zip).typesAndGets(1, "gzip", "wal/1").ended());

        assertThat(report.divergences()).extracting(Divergence::kind).containsExactly(DivergenceKind.OUTCOME);
    }

    @Test
    void a_program_that_nobody_understands_is_not_comparable() {
        Report report = Comparison.compare(new RunFixture()
                .predicts(zip)
                .types("gzip", "wal/1")
                .types("./fix-it.sh")
                .ended());

        assertThat(report.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(report.doubts()).extracting(DoubtFound::doubt).containsExactly(Doubt.UNKNOWN_ACTION);
        assertThat(report.counts().notComparable()).isEqualTo(1);
        assertThat(report.countsAsEvidence()).isFalse();
    }

    @Test
    void what_the_workflow_seems_to_do_alone_is_not_certain_beside_an_unknown_act() {
        Report report = Comparison.compare(new RunFixture()
                .predicts(zip)
                .types("./fix-it.sh")
                .resolved(1, Resolution.NOT_OBSERVED, Fidelity.SIMULATED)
                .ended());

        assertThat(report.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    }

    @Test
    void a_command_that_was_not_found_did_nothing() {
        Report report = Comparison.compare(new RunFixture()
                .predicts(zip)
                .typesAndGets(127, "gzpi", "wal/1")
                .types("gzip", "wal/1")
                .ended());

        assertThat(report.verdict()).isEqualTo(Verdict.CLEAN);
    }

    @Test
    void where_the_workflow_stopped_what_the_operator_did_later_follows_from_it() {
        Report report = Comparison.compare(new RunFixture()
                .predicts(zip)
                .types("gzip", "wal/1")
                .types("rm", "old")
                .workflow(WorkflowEnd.stopped("the disk is full"))
                .ended());

        assertThat(report.divergences())
                .extracting(Divergence::kind)
                .containsExactly(DivergenceKind.STOPPED, DivergenceKind.MISSED);
        assertThat(report.divergences().get(1).cause())
                .isEqualTo(report.divergences().get(0).id());
        assertThat(report.counts().diverged()).isEqualTo(1);
    }

    @Test
    void both_halves_of_one_decision_are_counted_once() {
        Report report = Comparison.compare(new RunFixture()
                .predicts(FileActions.compress("/data/old"))
                .types("rm", "old")
                .ended());

        assertThat(report.divergences()).hasSize(2);
        assertThat(report.counts().diverged()).isEqualTo(1);
    }

    @Test
    void a_run_without_any_write_compared_nothing() {
        Report report = Comparison.compare(new RunFixture().types("df", "-h").ended());

        assertThat(report.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(report.doubts()).extracting(DoubtFound::doubt).containsExactly(Doubt.NOTHING_COMPARED);
    }

    @Test
    void a_run_without_a_workflow_beside_it_is_inconclusive() {
        Report report = Comparison.compare(
                new RunFixture().types("rm", "old").workflow(WorkflowEnd.none()).ended());

        assertThat(report.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(report.doubts()).extracting(DoubtFound::doubt).contains(Doubt.NO_SHADOW);
    }

    @Test
    void a_run_that_has_not_ended_is_inconclusive() {
        Report report = Comparison.compare(
                new RunFixture().predicts(zip).types("gzip", "wal/1").open());

        assertThat(report.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(report.doubts()).extracting(DoubtFound::doubt).contains(Doubt.NOT_ENDED);
    }

    @Test
    void an_emergency_and_an_imported_run_do_not_count() {
        Report emergency = Comparison.compare(new RunFixture()
                .predicts(zip)
                .types("gzip", "wal/1")
                .marked(RunMark.BREAK_GLASS)
                .ended());
        Report imported = Comparison.compare(new RunFixture()
                .predicts(zip)
                .types("gzip", "wal/1")
                .marked(RunMark.IMPORTED)
                .ended());

        assertThat(emergency.verdict()).isEqualTo(Verdict.CLEAN);
        assertThat(emergency.whyNot()).containsExactly(NotEvidence.BREAK_GLASS);
        assertThat(imported.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(imported.whyNot()).contains(NotEvidence.IMPORTED);
    }

    @Test
    void a_session_of_a_hundred_thousand_commands_is_compared() {
        RunFixture run = new RunFixture().predicts(zip).types("gzip", "wal/1");
        for (int i = 0; i < 50_000; i++) {
            run.types("rm", "f" + i).typesAndGets(1, "ls", "f" + i);
        }

        Report report = Comparison.compare(run.ended());

        assertThat(report.verdict()).isEqualTo(Verdict.DIVERGED);
        assertThat(report.counts()).isEqualTo(new Counts(1, 50_000, 0, 0, 50_000, 0));
    }

    @Test
    void invariant_3_a_gap_makes_the_run_inconclusive() {
        Report report = Comparison.compare(
                new RunFixture().predicts(zip).types("gzip", "wal/1").gap().ended());

        assertThat(report.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(report.doubts()).extracting(DoubtFound::doubt).containsExactly(Doubt.GAP);
    }

    @Test
    void invariant_3_a_missing_event_is_a_gap() {
        ComparedRun whole =
                new RunFixture().predicts(zip).types("gzip", "wal/1").ended();
        var events = new ArrayList<>(whole.sessions().get(0).events());
        events.remove(2);
        ComparedRun torn = new ComparedRun(
                whole.run(),
                whole.runbook(),
                whole.runbookFingerprint(),
                whole.book(),
                whole.workflowType(),
                whole.workflowFingerprint(),
                List.of(new SessionRecording("s1", events)),
                whole.predictions(),
                whole.workflowEnd(),
                whole.marks());

        assertThat(Comparison.compare(torn).doubts())
                .extracting(DoubtFound::doubt)
                .contains(Doubt.GAP);
    }

    @Test
    void invariant_5_a_prediction_counts_only_where_its_commitment_came_before_the_act() {
        Report report = Comparison.compare(new RunFixture()
                .predictsSilently(zip, 0)
                .types("gzip", "wal/1")
                .commits(1)
                .ended());

        assertThat(report.moves()).singleElement().satisfies(one -> {
            assertThat(one.kind()).isEqualTo(MoveKind.MATCH);
            assertThat(one.counts()).isFalse();
            assertThat(one.predicted()).isNotNull();
            assertThat(Objects.requireNonNull(one.predicted()).timing()).isEqualTo(Timing.LATE);
        });
        assertThat(report.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(report.counts().matched()).isZero();
        assertThat(report.counts().notComparable()).isEqualTo(1);
    }

    @Test
    void invariant_5_a_commitment_to_another_text_proves_nothing() {
        Report report = Comparison.compare(new RunFixture()
                .predictsSilently(zip, 0)
                .commitsHash(1, "0000")
                .types("gzip", "wal/1")
                .ended());

        assertThat(report.moves())
                .singleElement()
                .satisfies(one -> assertThat(
                                Objects.requireNonNull(one.predicted()).timing())
                        .isEqualTo(Timing.UNPROVEN));
        assertThat(report.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    }

    @Test
    void invariant_5_two_commitments_to_one_prediction_prove_nothing() {
        Report report = Comparison.compare(new RunFixture()
                .predicts(zip)
                .commitsHash(1, "0000")
                .types("gzip", "wal/1")
                .ended());

        assertThat(report.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    }

    @Test
    void invariant_5_a_run_that_was_not_blind_never_counts() {
        Report report = Comparison.compare(
                new RunFixture("s1", false).predicts(zip).types("gzip", "wal/1").ended());

        assertThat(report.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(report.whyNot()).contains(NotEvidence.NOT_BLIND);
    }

    @Test
    void invariant_6_a_crash_of_the_comparison_is_inconclusive_with_its_phase() {
        Normaliser broken = new Normaliser() {
            @Override
            public boolean understands(String program) {
                return true;
            }

            @Override
            public List<Action> actions(ProgramCall call) {
                throw new IllegalStateException("broken");
            }
        };

        Report report = new Comparison(new Normalisers(List.of(broken)))
                .report(new RunFixture().predicts(zip).types("gzip", "wal/1").ended());

        assertThat(report.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(report.doubts())
                .containsExactly(new DoubtFound(Doubt.COMPARISON_FAILED, "phase normalise: IllegalStateException"));
        assertThat(report.countsAsEvidence()).isFalse();
    }

    @Test
    void invariant_6_unknown_content_on_both_sides_is_no_match() {
        Action apply =
                Action.of(Effect.WRITE, "apply", "manifest:/data/a.yaml", Map.of("content", Action.UNKNOWN_CONTENT));
        Report report = Comparison.compare(new RunFixture()
                .predicts(apply)
                .types("kubectl", "apply", "-f", "a.yaml")
                .ended());

        assertThat(report.counts().matched()).isZero();
        assertThat(report.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    }

    @Test
    void invariant_7_the_same_inputs_give_the_same_bytes() {
        Supplier<ComparedRun> run = () -> new RunFixture()
                .predicts(zip, 0)
                .predicts(delete, 0)
                .predicts(move, 2)
                .types("rm", "old")
                .types("mv", "wal/9", "/tmp/")
                .types("gzip", "wal/1")
                .ended();

        String first = Comparison.compare(run.get()).toJson();
        String second = Comparison.compare(run.get()).toJson();

        assertThat(second).isEqualTo(first);
        assertThat(first).contains("\"versions\":{\"comparison\":\"3\"");
    }
}
