package dev.understudy.divergence;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.action.FileActions;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FollowingTest {
    private static final String RUNBOOK = """
            # The archive is full

            1. Look how full it is.

               ```bash {name=measure}
               df -h <archive>
               ```

            2. Compress a segment.

               ```bash {name=compress}
               gzip <segment>
               ```

            3. Move it away.

               ```bash {name=move}
               mv <segment>.gz <cold>/
               ```

            4. Tell the team that it is done.
            """;

    private final RunFixture run = new RunFixture().by(RUNBOOK);

    @Test
    void a_command_is_attributed_to_its_step_with_what_stands_for_the_placeholders() {
        Report report = Comparison.compare(byTheBook().ended());

        assertThat(report.commands()).extracting(one -> one.step()).containsExactly("measure", "compress", "move");
        assertThat(report.commands()).extracting(one -> one.how()).containsOnly("recognised");
        assertThat(report.commands().get(2).bindings()).isEqualTo(Map.of("segment", "/data/wal/1", "cold", "/cold"));
        assertThat(report.moves())
                .filteredOn(move -> move.observed() != null)
                .allSatisfy(move ->
                        assertThat(requireNonNull(move.observed()).step()).isNotNull());
    }

    @Test
    void what_was_declared_goes_before_what_was_recognised_and_both_are_told() {
        Report report = Comparison.compare(run.predicts(FileActions.compress("/data/wal/1"))
                .inStep("move")
                .types("gzip", "/data/wal/1")
                .ended());

        assertThat(report.commands()).singleElement().satisfies(one -> {
            assertThat(one.step()).isEqualTo("move");
            assertThat(one.recognised()).isEqualTo("compress");
            assertThat(one.how()).isEqualTo("declared");
        });
    }

    @Test
    void who_works_by_the_book_has_not_left_it() {
        RunbookFollowed followed = followed(Comparison.compare(byTheBook().ended()));

        assertThat(followed.departure().who()).isEqualTo(Leaver.NEITHER);
        assertThat(followed.operator().fitness()).isEqualTo(1);
        assertThat(followed.departure().why())
                .isEqualTo("The operator kept to the runbook. The workflow kept to the runbook.");
    }

    @Test
    void an_act_that_no_step_has_is_the_operator_leaving_the_runbook() {
        Report report =
                Comparison.compare(byTheBook().types("rm", "/data/wal/2").ended());

        assertThat(followed(report).departure().who()).isEqualTo(Leaver.OPERATOR);
        assertThat(followed(report).departure().why())
                .startsWith("The operator left the runbook: did \u201crm /data/wal/2\u201d, which no step has.");
        assertThat(only(report).departure())
                .isEqualTo(new Departure(Leaver.OPERATOR, "No command of the runbook is what the operator typed."));
    }

    @Test
    void a_step_that_only_the_operator_did_is_the_workflow_leaving_the_runbook() {
        Report report = Comparison.compare(run.predictsFor("compress")
                .predicts(FileActions.compress("/data/wal/1"))
                .types("gzip", "/data/wal/1")
                .types("mv", "/data/wal/1.gz", "/cold/")
                .ended());

        assertThat(followed(report).workflow().skipped()).contains("move");
        assertThat(departure(only(report)).who()).isEqualTo(Leaver.WORKFLOW);
        assertThat(departure(only(report)).why())
                .isEqualTo("The runbook has this command in step move, and the workflow left it out.");
    }

    @Test
    void a_step_that_the_operator_left_out_is_the_operator_leaving_the_runbook() {
        Report report =
                Comparison.compare(byTheWorkflow().types("gzip", "/data/wal/1").ended());

        assertThat(followed(report).operator().skipped()).contains("move");
        assertThat(only(report).kind()).isEqualTo(DivergenceKind.UNEXPECTED);
        assertThat(only(report).departure())
                .isEqualTo(new Departure(Leaver.OPERATOR, "The operator left out step move, for which it is."));
    }

    @Test
    void both_leave_the_runbook_where_each_does_what_no_step_has() {
        Report report = Comparison.compare(byTheBook()
                .predictsFor(null)
                .predicts(FileActions.touch("/data/done"), 2)
                .types("rm", "/data/wal/2")
                .ended());

        assertThat(followed(report).departure().who()).isEqualTo(Leaver.BOTH);
        assertThat(report.divergences())
                .extracting(one -> departure(one).who())
                .containsExactlyInAnyOrder(Leaver.OPERATOR, Leaver.WORKFLOW);
    }

    @Test
    void without_the_runbooks_text_nothing_is_said_of_who_left_it() {
        Report report = Comparison.compare(new RunFixture().types("rm", "old").ended());

        assertThat(report.followed()).isNull();
        assertThat(only(report).departure()).isNull();
        assertThat(report.commands()).isEmpty();
    }

    @Test
    void invariant_6_a_match_on_a_counterfactual_course_proves_nothing() {
        Report report = Comparison.compare(new RunFixture()
                .predicts(FileActions.compress("/data/wal/1"), 0)
                .resolved(1, Resolution.NOT_OBSERVED, Fidelity.SIMULATED)
                .predicts(FileActions.touch("/data/done"), 1)
                .types("touch", "/data/done")
                .ended());

        assertThat(report.moves())
                .filteredOn(move -> move.kind() == MoveKind.MATCH)
                .singleElement()
                .satisfies(move -> {
                    assertThat(requireNonNull(move.predicted()).course()).isEqualTo(Course.COUNTERFACTUAL);
                    assertThat(move.counts()).isFalse();
                });
        assertThat(report.counts().matched()).isZero();
        assertThat(only(report).course()).isEqualTo(Course.ON_PATH);
    }

    @Test
    void an_act_at_another_place_is_shown_as_moved_even_where_the_order_does_not_matter() {
        Report report = Comparison.compare(new RunFixture()
                .predicts(FileActions.compress("/data/1"), 0)
                .predicts(FileActions.compress("/data/2"), 1)
                .types("gzip", "2")
                .types("gzip", "1")
                .ended());

        assertThat(report.verdict()).isEqualTo(Verdict.CLEAN);
        assertThat(report.moves()).filteredOn(Move::moved).hasSize(1);
    }

    @Test
    void what_is_worse_than_its_cause_does_not_hide_behind_it() {
        Report report = Comparison.compare(new RunFixture()
                .types("touch", "old")
                .predicts(FileActions.delete("/data/old"), 0)
                .ended());

        assertThat(report.standing())
                .extracting(Divergence::severity)
                .containsExactly(Severity.MEDIUM, Severity.CRITICAL);
    }

    @Test
    void what_is_done_to_a_thing_that_only_one_side_made_follows_from_its_making() {
        Report report = Comparison.compare(new RunFixture()
                .types("mv", "a", "/data/b")
                .types("chmod", "600", "/data/b")
                .ended());

        assertThat(report.divergences()).hasSize(2);
        assertThat(report.standing()).hasSize(1);
    }

    @Test
    void divergences_say_why_they_are_alike() {
        Report report =
                Comparison.compare(new RunFixture().types("touch", "wal/1").ended());

        assertThat(only(report).alike()).isEqualTo("only the operator did it: touch of a file in /data/wal");
    }

    private RunFixture byTheBook() {
        return byTheWorkflow()
                .types("df", "-h", "/data/wal")
                .types("gzip", "/data/wal/1")
                .types("mv", "/data/wal/1.gz", "/cold/");
    }

    private RunFixture byTheWorkflow() {
        return run.predictsFor("measure")
                .predictsRead("/data/wal")
                .predictsFor("compress")
                .predicts(FileActions.compress("/data/wal/1"))
                .predictsFor("move")
                .predicts(FileActions.move("/data/wal/1.gz", "/cold/1.gz"));
    }

    private static RunbookFollowed followed(Report report) {
        return requireNonNull(report.followed());
    }

    private static Departure departure(Divergence divergence) {
        return requireNonNull(divergence.departure());
    }

    private static Divergence only(Report report) {
        assertThat(report.divergences()).as(report.toJson()).hasSize(1);
        return report.divergences().get(0);
    }
}
