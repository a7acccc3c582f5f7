package dev.understudy.forward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.understudy.forward.EventServer.Whim;
import dev.understudy.recording.SessionEvent;
import dev.understudy.spool.Acknowledged;
import dev.understudy.spool.Events;
import dev.understudy.spool.Spool;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ForwarderTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void invariant_3_whatever_happens_the_server_has_every_event_once_and_in_order(long seed) throws Exception {
        Random random = new Random(seed);
        List<SessionEvent> appended = new ArrayList<>();
        try (EventServer server = new EventServer()) {
            Random whims = new Random(seed * 31);
            server.whim = () -> {
                synchronized (whims) {
                    Whim[] all = Whim.values();
                    return whims.nextInt(3) == 0 ? Whim.NONE : all[whims.nextInt(all.length)];
                }
            };
            Path dir = folder.resolve("s");
            Spool spool = Spool.create(dir);
            Forwarder forwarder = start(spool, server);
            for (int i = 0; i < 300; i++) {
                appended.add(spool.append(Events.any(random, i)));
                switch (random.nextInt(60)) {
                    case 0 -> server.goAway();
                    case 1 -> {
                        server.goAway();
                        server.comeBack();
                    }
                    case 2 -> {
                        // the recorder dies and comes back
                        forwarder.close();
                        spool.close();
                        spool = Spool.open(dir);
                        forwarder = start(spool, server);
                    }
                    case 3 -> Thread.sleep(5);
                    case 4 -> Files.deleteIfExists(spool.folder().acknowledged());
                    default -> {}
                }
            }
            server.goAway();
            server.comeBack();
            server.whim = () -> Whim.NONE;
            // an event more wakes what the server forgot after all was acknowledged
            appended.add(spool.append(seq -> Events.note(seq, "the end")));

            assertThat(forwarder.drain(PATIENCE))
                    .as("drained: %s", forwarder.status())
                    .isTrue();
            forwarder.close();
            spool.close();

            assertThat(server.storedOf("s")).isEqualTo(appended);
        }
    }

    @Test
    void invariant_3_a_week_without_a_server_is_sent_in_small_pieces_once_and_in_order() throws Exception {
        int week = 50_000;
        try (EventServer server = new EventServer()) {
            Random whims = new Random(7);
            server.whim = () -> {
                synchronized (whims) {
                    Whim[] all = Whim.values();
                    return whims.nextInt(6) == 0 ? all[whims.nextInt(all.length)] : Whim.NONE;
                }
            };
            server.goAway();
            Path dir = folder.resolve("s");
            Spool spool = Spool.create(dir);
            Forwarder forwarder = start(spool, server);
            for (int i = 0; i < week; i++) {
                String text = "event " + i + " " + "x".repeat(i % 5000 == 0 ? 200_000 : 80);
                spool.append(seq -> Events.note(seq, text));
            }
            server.comeBack();
            // The machine is rebooted in the middle of it, several times.
            for (int i = 1; i <= 4; i++) {
                int sofar = i * week / 5;
                await().atMost(PATIENCE).until(() -> server.countOf("s") >= sofar);
                forwarder.close();
                spool.close();
                spool = Spool.open(dir);
                forwarder = start(spool, server);
            }
            server.whim = () -> Whim.NONE;
            SessionEvent last = spool.append(seq -> Events.note(seq, "back"));

            assertThat(forwarder.drain(PATIENCE))
                    .as("drained: %s", forwarder.status())
                    .isTrue();
            forwarder.close();
            spool.close();

            List<SessionEvent> stored = server.storedOf("s");
            assertThat(stored).hasSize(week + 1).last().isEqualTo(last);
            for (int i = 0; i < stored.size(); i++) {
                assertThat(stored.get(i).seq()).isEqualTo(i + 1L);
            }
            assertThat(server.largest).isLessThan(2 << 20);
        }
    }

    @Test
    void a_refusal_is_told_and_nothing_is_lost() throws Exception {
        try (EventServer server = new EventServer();
                Spool spool = Spool.create(folder.resolve("s"))) {
            server.refusal = "there is no target db-9";
            SessionEvent event = spool.append(seq -> Events.note(seq, "one"));

            try (Forwarder forwarder = start(spool, server)) {
                await().until(() -> forwarder.status().trouble() != null);
                assertThat(forwarder.status().trouble()).isEqualTo("refused: there is no target db-9");
                assertThat(forwarder.status().connected()).isTrue();
                assertThat(forwarder.status().waiting()).isEqualTo(1);

                server.refusal = null;
                assertThat(forwarder.drain(PATIENCE)).isTrue();
                assertThat(forwarder.status()).isEqualTo(new ForwarderStatus(true, 1, 0, null));
            }
            assertThat(server.storedOf("s")).containsExactly(event);
        }
    }

    @Test
    void a_server_that_is_away_is_named() throws Exception {
        try (EventServer server = new EventServer();
                Spool spool = Spool.create(folder.resolve("s"))) {
            server.goAway();
            spool.append(seq -> Events.note(seq, "one"));

            try (Forwarder forwarder = start(spool, server)) {
                await().until(() -> forwarder.status().trouble() != null);
                assertThat(forwarder.status().connected()).isFalse();
                assertThat(forwarder.status().trouble())
                        .isEqualTo("away: nobody answers at " + server.address().address());
            }
        }
    }

    @Test
    void a_server_that_has_more_than_this_disk_is_refused_rather_than_believed() throws Exception {
        try (EventServer server = new EventServer();
                Spool spool = Spool.create(folder.resolve("s"));
                Spool copy = Spool.create(folder.resolve("copy"))) {
            for (int i = 0; i < 3; i++) {
                spool.append(seq -> Events.note(seq, "same"));
            }
            copy.append(seq -> Events.note(seq, "same"));
            try (Forwarder forwarder = start(spool, server)) {
                assertThat(forwarder.drain(PATIENCE)).isTrue();
            }

            try (Forwarder forwarder = start(copy, server)) {
                await().until(() -> forwarder.status().trouble() != null);
                assertThat(forwarder.status().trouble()).startsWith("refused: the server has 3 events");
            }
        }
    }

    @Test
    void the_token_is_shown_to_the_server_and_nowhere_else() throws Exception {
        try (EventServer server = new EventServer();
                Spool spool = Spool.create(folder.resolve("s"))) {
            spool.append(seq -> Events.note(seq, "one"));
            try (Forwarder forwarder = start(spool, server)) {
                assertThat(forwarder.drain(PATIENCE)).isTrue();
                assertThat(forwarder.status().toString()).doesNotContain("a-token");
            }

            assertThat(server.authorizations()).containsOnly("Bearer a-token");
            assertThat(server.address().toString()).doesNotContain("a-token");
            assertThat(Files.readString(spool.folder().acknowledged())).doesNotContain("a-token");
        }
    }

    @Test
    void what_one_server_acknowledged_another_has_not() throws Exception {
        try (Spool spool = Spool.create(folder.resolve("s"))) {
            new Acknowledged("http://one.example", 7).write(spool.folder());

            assertThat(Acknowledged.read(spool.folder(), "http://one.example")).isEqualTo(7);
            assertThat(Acknowledged.read(spool.folder(), "http://two.example")).isZero();
        }
    }

    private static Forwarder start(Spool spool, EventServer server) {
        return Forwarder.start(
                spool,
                "s",
                server.address(),
                new Backoff(Duration.ofMillis(4), Duration.ofMillis(50)),
                new Backoff(Duration.ofMillis(4), Duration.ofMillis(50)));
    }
}
