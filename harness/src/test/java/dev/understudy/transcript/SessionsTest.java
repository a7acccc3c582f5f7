package dev.understudy.transcript;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.understudy.recording.SessionEvent;
import dev.understudy.recording.SessionEvent.Noted;
import dev.understudy.recording.SessionEvent.SessionEnded;
import dev.understudy.recording.SessionEvent.SessionStarted;
import dev.understudy.run.Run;
import dev.understudy.run.RunState;
import dev.understudy.run.Runs;
import dev.understudy.store.Store;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SessionsTest {
    private static final Instant START = Instant.parse("2026-03-01T10:00:00.123456789Z");

    @TempDir
    Path folder;

    private Store store;
    private Sessions sessions;

    @BeforeEach
    void open() {
        store = Store.open(folder.resolve("understudy.db"));
        sessions = new Sessions(store);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void invariant_3_events_sent_twice_are_stored_once_and_read_back_as_they_were() {
        List<SessionEvent> events = session("s1", "ann", 5, true);

        assertThat(sessions.append("s1", events.subList(0, 3))).isEqualTo(3);
        assertThat(sessions.append("s1", events.subList(0, 3))).isEqualTo(3);
        assertThat(sessions.append("s1", events.subList(1, 5))).isEqualTo(5);

        assertThat(sessions.find("s1").orElseThrow().events()).isEqualTo(events);
        assertThat(sessions.after("s1", 3, 10)).isEqualTo(events.subList(3, 5));
        assertThat(sessions.lastSeq("s1")).isEqualTo(5);
    }

    @Test
    void invariant_3_a_hole_is_refused_with_the_number_to_go_on_from_and_nothing_is_stored() {
        List<SessionEvent> events = session("s1", "ann", 6, false);
        sessions.append("s1", events.subList(0, 2));

        MissingEvents between =
                catchThrowableOfType(MissingEvents.class, () -> sessions.append("s1", events.subList(3, 5)));
        MissingEvents within = catchThrowableOfType(
                MissingEvents.class, () -> sessions.append("s1", List.of(events.get(2), events.get(4))));

        assertThat(between.expected()).isEqualTo(3);
        assertThat(within.expected()).isEqualTo(4);
        assertThat(sessions.lastSeq("s1")).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void invariant_3_whatever_is_sent_again_or_overlaps_the_session_is_stored_once(long seed) {
        Random random = new Random(seed);
        List<SessionEvent> events = session("s1", "ann", 40, true);
        long last = 0;
        while (last < events.size()) {
            int from = random.nextInt((int) last + 1);
            int to = Math.min(events.size(), from + 1 + random.nextInt(8));
            last = Math.max(last, sessions.append("s1", events.subList(from, to)));
        }

        assertThat(sessions.find("s1").orElseThrow().events()).isEqualTo(events);
    }

    @Test
    void invariant_3_senders_that_race_store_each_event_once() throws Exception {
        List<SessionEvent> events = session("s1", "ann", 100, true);
        ExecutorService senders = Executors.newFixedThreadPool(4);
        try (Store other = Store.open(folder.resolve("understudy.db"))) {
            List<Future<?>> sent = new ArrayList<>();
            for (Sessions to : List.of(sessions, sessions, new Sessions(other), new Sessions(other))) {
                sent.add(senders.submit(() -> {
                    for (int i = 0; i < events.size(); i += 5) {
                        to.append("s1", events.subList(0, i + 5));
                    }
                }));
            }
            for (Future<?> one : sent) {
                one.get();
            }
        }
        senders.shutdown();

        assertThat(sessions.find("s1").orElseThrow().events()).isEqualTo(events);
    }

    @Test
    void the_first_event_is_the_start_of_this_session() {
        assertThatThrownBy(() -> sessions.append("s1", List.of(new Noted(1, START, "hello"))))
                .isInstanceOf(SessionConflict.class);
        assertThatThrownBy(() -> sessions.append("s1", session("s2", "ann", 2, false)))
                .isInstanceOf(SessionConflict.class);
        assertThat(sessions.find("s1")).isEmpty();
    }

    @Test
    void another_event_under_a_stored_number_is_refused() {
        sessions.append("s1", session("s1", "ann", 3, false));

        assertThatThrownBy(() -> sessions.append("s1", List.of(new Noted(2, START, "something else"))))
                .isInstanceOf(SessionConflict.class)
                .hasMessageContaining("another event 2 is stored");
    }

    @Test
    void nothing_follows_the_end() {
        sessions.append("s1", session("s1", "ann", 3, true));

        assertThatThrownBy(() -> sessions.append("s1", List.of(new Noted(4, START, "late"))))
                .isInstanceOf(SessionConflict.class)
                .hasMessageContaining("comes after its end");
    }

    @Test
    void a_session_makes_its_run_and_its_end_ends_it() {
        List<SessionEvent> events = session("s1", "ann", 4, true);

        sessions.append("s1", events.subList(0, 3));
        assertThat(run().state()).isEqualTo(RunState.OPEN);
        assertThat(run().operators()).containsExactly("ann");
        sessions.append("s1", events);

        assertThat(run().state()).isEqualTo(RunState.ENDED);
    }

    @Test
    void a_run_of_two_sessions_has_both_operators_and_its_sessions_in_the_order_of_their_start() {
        sessions.append("s2", session("s2", "ann", 3, true));
        sessions.append("s1", session("s1", "bob", 3, false));

        assertThat(run().state()).as("reopened by the second session").isEqualTo(RunState.OPEN);
        assertThat(run().operators()).containsExactly("ann", "bob");
        assertThat(sessions.ofRun("run-1")).extracting(Session::id).containsExactly("s1", "s2");
        assertThat(sessions.ofRun("run-1").get(0).ended()).isEmpty();
    }

    private Run run() {
        return new Runs(store).find("run-1").orElseThrow();
    }

    private static List<SessionEvent> session(String session, String operator, int events, boolean ended) {
        List<SessionEvent> all = new ArrayList<>();
        all.add(new SessionStarted(
                1, START, session, "run-1", "scale-out", "b1", "eu-1", operator, "laptop", Map.of("n", "5"), true));
        LongStream.rangeClosed(2, ended ? events - 1 : events)
                .forEach(seq -> all.add(new Noted(seq, START.plusNanos(seq), "note " + seq + " “ü”")));
        if (ended) {
            all.add(new SessionEnded(events, START.plusSeconds(60), 0, true));
        }
        return all;
    }
}
