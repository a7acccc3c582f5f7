package dev.understudy.harness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.divergence.DivergenceKind;
import dev.understudy.divergence.Doubt;
import dev.understudy.divergence.DoubtFound;
import dev.understudy.divergence.Report;
import dev.understudy.divergence.Verdict;
import dev.understudy.journal.JournalEntry;
import dev.understudy.journal.Resolution;
import dev.understudy.recording.SessionEvent.StepState;
import dev.understudy.shadow.PublishedCommitment;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A workflow beside an operator, prediction by prediction. */
class ShadowTest extends OnTemporal {
    @Test
    void a_run_where_both_do_the_same_in_lockstep_is_clean() {
        theatre.log("app.log");
        String logs = theatre.folder.toString();

        theatre.operator("run-1", "session-1")
                .begins()
                .awaitsPredictions(2)
                .types("gzip", logs + "/app.log")
                .awaitsPredictions(3)
                .types("mv", logs + "/app.log.gz", theatre.archive + "/")
                .awaitsPredictions(4)
                .endsTheRun();

        Report report = theatre.awaitReport("run-1");
        assertThat(report.verdict()).as(report.toJson()).isEqualTo(Verdict.CLEAN);
        assertThat(report.countsAsEvidence()).as(report.toJson()).isTrue();
        assertThat(theatre.names(theatre.archive)).containsExactly("app.log.gz");
    }

    @Test
    void the_workflow_goes_on_with_what_the_operator_did_and_not_with_what_it_would_have_done() {
        theatre.log("app.log");
        String logs = theatre.folder.toString();

        theatre.operator("run-1", "session-1")
                .begins()
                .awaitsPredictions(2)
                .types("gzip", logs + "/app.log")
                .awaitsPredictions(3)
                .types(
                        "mv",
                        logs + "/app.log.gz",
                        theatre.archive.resolve("other.gz").toString())
                .awaitsPredictions(4)
                .endsTheRun();

        Report report = theatre.awaitReport("run-1");
        assertThat(report.divergences()).hasSize(1);
        assertThat(report.divergences().get(0).kind()).isEqualTo(DivergenceKind.DIFFERENT);
        assertThat(theatre.result("run-1")).endsWith("/other.gz");
        assertThat(report.verdict()).isEqualTo(Verdict.DIVERGED);
    }

    @Test
    void a_prediction_that_the_operator_passes_by_is_not_observed_and_the_workflow_goes_on() {
        theatre.log("app.log");
        theatre.log("other.log");
        String logs = theatre.folder.toString();

        theatre.operator("run-1", "session-1")
                .begins()
                .step("compress", StepState.BEGUN)
                .awaitsPredictions(2)
                .types("gzip", logs + "/app.log")
                .awaitsPredictions(3)
                .step("move", StepState.BEGUN)
                .types("mv", logs + "/app.log.gz", theatre.archive + "/")
                .awaitsPredictions(5)
                .endsTheRun();

        Report report = theatre.awaitReport("run-1");
        assertThat(theatre.journal().ofRun("run-1"))
                .extracting(JournalEntry::resolution)
                .containsExactly(
                        Resolution.DONE,
                        Resolution.OBSERVED,
                        Resolution.OBSERVED,
                        Resolution.NOT_OBSERVED,
                        Resolution.NOT_OBSERVED,
                        Resolution.DONE);
        assertThat(report.divergences())
                .extracting(divergence -> divergence.kind())
                .contains(DivergenceKind.UNEXPECTED);
        assertThat(theatre.names(theatre.folder)).containsExactly("other.log");
    }

    @Test
    void the_clocks_of_operator_and_server_may_differ_by_hours() {
        theatre.log("app.log");

        theatre.operator("run-1", "session-1")
                .clockIsOffBy(Duration.ofHours(-3))
                .begins()
                .awaitsPredictions(2)
                .types("gzip", theatre.folder + "/app.log")
                .awaitsPredictions(3)
                .types("mv", theatre.folder + "/app.log.gz", theatre.archive + "/")
                .awaitsPredictions(4)
                .endsTheRun();

        Report report = theatre.awaitReport("run-1");
        assertThat(report.verdict()).as(report.toJson()).isEqualTo(Verdict.CLEAN);
    }

    @Test
    void a_session_that_was_recorded_without_a_server_gets_no_shadow_and_is_inconclusive() {
        theatre.log("app.log");

        theatre.operator("run-1", "session-1")
                .offline()
                .begins(Instant.now().minusSeconds(3_600))
                .types("gzip", theatre.folder + "/app.log")
                .endsTheRun()
                .uploads();

        Report report = theatre.awaitReport("run-1");
        assertThat(report.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(report.doubts()).extracting(DoubtFound::doubt).contains(Doubt.NO_SHADOW);
        assertThat(theatre.journal().ofRun("run-1")).isEmpty();
    }

    @Test
    void invariant_5_an_act_that_came_before_its_prediction_is_shown_and_never_counts() {
        theatre.log("app.log");
        String logs = theatre.folder.toString();

        Operator operator = theatre.operator("run-1", "session-1").begins().awaitsPredictions(2);
        operator.types("gzip", logs + "/app.log")
                .types("mv", logs + "/app.log.gz", theatre.archive + "/")
                .awaitsPredictions(4)
                .endsTheRun();

        Report report = theatre.awaitReport("run-1");
        assertThat(report.countsAsEvidence()).as(report.toJson()).isFalse();
        assertThat(report.verdict()).isNotEqualTo(Verdict.DIVERGED);
    }

    @Test
    void invariant_5_what_is_published_before_the_act_is_a_hash_that_the_journal_can_open_later()
            throws InterruptedException {
        theatre.log("app.log");
        theatre.operator("run-1", "session-1").begins().awaitsPredictions(2);

        List<PublishedCommitment> published = theatre.harness().commitments("run-1", 0);

        assertThat(published).extracting(PublishedCommitment::position).containsExactly(1L, 2L);
        for (PublishedCommitment commitment : published) {
            JournalEntry entry =
                    theatre.journal().find("run-1", commitment.sequence()).orElseThrow();
            assertThat(entry.operation().prediction().hash()).isEqualTo(commitment.hash());
        }
        assertThat(theatre.harness().awaitCommitments("run-1", 2, Duration.ofMillis(50)))
                .isEmpty();
    }

    @Test
    void a_run_passes_from_one_operator_to_another() {
        theatre.log("app.log");
        String logs = theatre.folder.toString();

        theatre.operator("run-1", "session-1")
                .begins()
                .awaitsPredictions(2)
                .types("gzip", logs + "/app.log")
                .leaves();
        theatre.operator("run-1", "session-2")
                .begins()
                .awaitsPredictions(3)
                .types("mv", logs + "/app.log.gz", theatre.archive + "/")
                .awaitsPredictions(4)
                .endsTheRun();

        Report report = theatre.awaitReport("run-1");
        assertThat(report.divergences()).isEmpty();
        assertThat(report.verdict()).as(report.toJson()).isEqualTo(Verdict.CLEAN);
    }
}
