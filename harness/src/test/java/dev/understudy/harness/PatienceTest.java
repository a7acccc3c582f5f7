package dev.understudy.harness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.divergence.Report;
import dev.understudy.journal.JournalEntry;
import dev.understudy.journal.Resolution;
import dev.understudy.operation.NotObserved;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A shadow has all the time that its operator takes, and does as its policy says where the operator goes on without it. */
class PatienceTest extends CarefulTest {
    @ParameterizedTest
    @CsvSource({"once", "outpaced", "local"})
    void a_slow_operator_trips_no_timeout_of_the_workflow(String care) {
        theatre.harness().startShadow(theatre.careful("run-1", care));
        Operator operator = theatre.operator("run-1", "session-1").begins().awaitsPredictions(1);
        thinks();
        operator.types("gzip", theatre.folder + "/app.log").awaitsPredictions(2);
        thinks();
        operator.types("mv", theatre.folder + "/app.log.gz", theatre.archive + "/")
                .endsTheRun();

        Report report = theatre.awaitReport("run-1");
        assertThat(theatre.result("run-1")).isEqualTo(theatre.archive + "/app.log.gz");
        assertThat(report.counts().matched()).as(report.toJson()).isEqualTo(2);
    }

    @Test
    void a_shadow_whose_policy_is_to_stop_ends_where_its_operator_went_on_without_its_write() {
        theatre.notObserved = NotObserved.STOP;

        endsWithoutActing();

        assertThat(theatre.ending("run-1").completed()).isFalse();
        assertThat(theatre.ending("run-1").why())
                .contains("the operator went on without")
                .contains("compress");
        assertThat(theatre.journal().ofRun("run-1"))
                .extracting(JournalEntry::resolution)
                .containsExactly(Resolution.NOT_OBSERVED);
    }

    @Test
    void a_shadow_whose_policy_is_to_simulate_goes_on_and_its_journal_says_so() {
        theatre.notObserved = NotObserved.SIMULATE;

        endsWithoutActing();

        assertThat(theatre.ending("run-1").completed()).isTrue();
        assertThat(theatre.journal().ofRun("run-1"))
                .extracting(JournalEntry::resolution)
                .containsExactly(Resolution.NOT_OBSERVED, Resolution.NOT_OBSERVED);
    }

    private void endsWithoutActing() {
        theatre.harness().startShadow(theatre.careful("run-1", "once"));
        theatre.operator("run-1", "session-1").begins().awaitsPredictions(1).endsTheRun();
        theatre.awaitReport("run-1");
    }

    /** Longer than any patience of the workflow's own. */
    private static void thinks() {
        Awaitility.await().pollDelay(Duration.ofMillis(2_500)).until(() -> true);
    }
}
