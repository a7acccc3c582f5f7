package dev.understudy.twin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.journal.Fidelity;
import dev.understudy.journal.Journal;
import dev.understudy.journal.Kind;
import dev.understudy.journal.Outcome;
import dev.understudy.journal.ReachedOperation;
import dev.understudy.journal.Resolution;
import dev.understudy.kubernetes.ExecInPod;
import dev.understudy.operation.Mode;
import dev.understudy.rehearsal.Twin.ProgramAnswer;
import dev.understudy.run.Run;
import dev.understudy.run.Runs;
import dev.understudy.store.Store;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a program answers that cannot run on a twin. */
final class RecordingsTest {
    private static final Instant AT = Instant.parse("2026-03-01T03:00:00Z");

    @Test
    void it_answers_as_it_did_for_the_operator_and_only_for_the_very_same_arguments(@TempDir Path folder) {
        ExecInPod status = exec("nodetool", "status");
        try (Store store = Store.open(folder.resolve("understudy.db"))) {
            Journal journal = new Journal(store);
            new Runs(store).create(Run.begun("run-7", "drain", "f", "eu-1", Map.of(), Mode.SHADOW, List.of(), AT));
            journal.reached(new ReachedOperation(
                    "run-7",
                    1,
                    0,
                    "ExecInPod",
                    "1",
                    Kind.WRITE,
                    "run-7",
                    "Drain",
                    status.action(),
                    Mode.SHADOW,
                    "eu-1",
                    null,
                    "00",
                    "{}",
                    AT));
            journal.resolve(
                    "run-7",
                    1,
                    new Outcome(
                            Resolution.OBSERVED,
                            Fidelity.WITHHELD,
                            null,
                            "{\"exit\":0,\"output\":\"UN\"}",
                            AT.plusSeconds(9)));

            ProgramAnswer same = Recordings.of(store).answer(status.action());
            assertThat(same.result()).isEqualTo("{\"exit\":0,\"output\":\"UN\"}");
            assertThat(same.why()).contains("run-7");

            ProgramAnswer other =
                    Recordings.of(store).answer(exec("nodetool", "drain").action());
            assertThat(other.result()).isNull();
            assertThat(other.why()).contains("simulated");
        }
    }

    @Test
    void without_recordings_it_is_said_to_be_simulated() {
        assertThat(Recordings.NONE.answer(exec("nodetool", "status").action()).why())
                .contains("simulated");
    }

    private static ExecInPod exec(String... argv) {
        return new ExecInPod("lab", "shop", "db-0", null, List.of(argv), true, 10);
    }
}
