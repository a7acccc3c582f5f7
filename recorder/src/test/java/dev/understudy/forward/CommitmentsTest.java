package dev.understudy.forward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.understudy.forward.EventServer.Whim;
import dev.understudy.recording.SessionEvent;
import dev.understudy.recording.SessionEvent.CommitmentReceived;
import dev.understudy.spool.Events;
import dev.understudy.spool.Spool;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommitmentsTest {
    @TempDir
    Path folder;

    @Test
    void invariant_5_a_commitment_is_in_the_journal_before_whatever_follows() throws Exception {
        try (EventServer server = new EventServer();
                Spool spool = Spool.create(folder.resolve("s"));
                Commitments commitments = Commitments.start(spool, "r1", server.address())) {
            server.commit("r1", 1, "aa");
            await().until(() -> spool.lastWritten() == 1);
            spool.append(seq -> Events.note(seq, "the operator acts"));
            server.commit("r1", 2, "bb");
            await().until(() -> spool.lastWritten() == 3);

            assertThat(hashes(spool)).containsExactly("1 aa", "2 bb");
            assertThat(spool.read(0, 9).get(1)).isInstanceOf(SessionEvent.Noted.class);
            assertThat(commitments).isNotNull();
        }
    }

    @Test
    void each_commitment_is_written_once_though_recorder_and_server_come_and_go() throws Exception {
        Path dir = folder.resolve("s");
        try (EventServer server = new EventServer()) {
            server.commit("r1", 1, "aa");
            server.commit("r2", 1, "of another run");
            try (Spool spool = Spool.create(dir);
                    Commitments first = Commitments.start(spool, "r1", server.address())) {
                await().until(() -> spool.lastWritten() == 1);
                assertThat(first).isNotNull();
            }
            server.whim = () -> Whim.FAIL;
            try (Spool spool = Spool.open(dir);
                    Commitments second = Commitments.start(spool, "r1", server.address())) {
                server.commit("r1", 2, "bb");
                server.whim = () -> Whim.NONE;
                await().until(() -> spool.lastWritten() == 2);

                assertThat(hashes(spool)).containsExactly("1 aa", "2 bb");
                assertThat(second).isNotNull();
            }
        }
    }

    @Test
    void a_commitment_that_is_published_after_one_with_a_higher_number_is_not_missed() throws Exception {
        try (EventServer server = new EventServer();
                Spool spool = Spool.create(folder.resolve("s"));
                Commitments commitments = Commitments.start(spool, "r1", server.address())) {
            server.commit("r1", 8, "hh");
            await().until(() -> spool.lastWritten() == 1);

            server.commit("r1", 7, "gg");
            await().until(() -> spool.lastWritten() == 2);

            assertThat(hashes(spool)).containsExactly("8 hh", "7 gg");
            assertThat(commitments).isNotNull();
        }
    }

    private static List<String> hashes(Spool spool) throws IOException {
        return spool.read(0, 100).stream()
                .filter(CommitmentReceived.class::isInstance)
                .map(CommitmentReceived.class::cast)
                .map(c -> c.prediction() + " " + c.hash())
                .toList();
    }
}
