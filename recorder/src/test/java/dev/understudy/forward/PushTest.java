package dev.understudy.forward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.understudy.spool.Events;
import dev.understudy.spool.SessionFolder;
import dev.understudy.spool.Spool;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PushTest {
    @TempDir
    Path sessions;

    @Test
    void a_session_that_was_left_behind_is_sent() throws Exception {
        SessionFolder old = session("old", 1200);
        try (EventServer server = new EventServer()) {
            Push.Result result = Push.session(old, server.address());

            assertThat(result).isEqualTo(new Push.Result("old", 1201, 1201, null));
            assertThat(server.storedOf("old")).hasSize(1201);
        }
    }

    @Test
    void a_session_that_the_server_has_is_not_sent_again() throws Exception {
        SessionFolder old = session("old", 3);
        try (EventServer server = new EventServer()) {
            Push.session(old, server.address());
            int before = server.requests;

            assertThat(Push.session(old, server.address()).isComplete()).isTrue();
            assertThat(server.requests).isEqualTo(before);
        }
    }

    @Test
    void without_a_server_it_says_so_and_keeps_everything() throws Exception {
        SessionFolder old = session("old", 3);
        EventServer server = new EventServer();
        server.close();

        Push.Result result = Push.session(old, server.address());

        assertThat(result.isComplete()).isFalse();
        assertThat(result.trouble()).startsWith("away: nobody answers at");
    }

    @Test
    void a_recorder_sends_beside_its_own_session_those_left_behind() throws Exception {
        session("older", 2);
        session("old", 3);
        try (EventServer server = new EventServer();
                Spool spool = Spool.create(sessions.resolve("new"))) {
            spool.append(seq -> Events.started(seq, "new", "run"));

            try (ServerLink link = ServerLink.open(spool, "new", "run", server.address(), sessions)) {
                await().until(() -> server.storedOf("old").size() == 4
                        && server.storedOf("older").size() == 3);
                assertThat(link.drain(Duration.ofSeconds(20))).isTrue();
            }
            assertThat(server.storedOf("new")).hasSize(1);
        }
    }

    private SessionFolder session(String name, int notes) throws Exception {
        try (Spool spool = Spool.create(sessions.resolve(name))) {
            spool.append(seq -> Events.started(seq, name, "run-" + name));
            for (int i = 0; i < notes; i++) {
                spool.append(seq -> Events.note(seq, "note"));
            }
            return spool.folder();
        }
    }
}
