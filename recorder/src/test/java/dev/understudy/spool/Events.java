package dev.understudy.spool;

import dev.understudy.recording.ExitKnown;
import dev.understudy.recording.Invocation;
import dev.understudy.recording.Layer;
import dev.understudy.recording.Output;
import dev.understudy.recording.SessionEvent;
import dev.understudy.recording.SessionEvent.CommandFinished;
import dev.understudy.recording.SessionEvent.CommandStarted;
import dev.understudy.recording.SessionEvent.Invoked;
import dev.understudy.recording.SessionEvent.Noted;
import dev.understudy.recording.SessionEvent.SessionStarted;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.LongFunction;

/** Events for tests. */
public final class Events {
    public static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private Events() {}

    public static SessionStarted started(long seq, String session, String run) {
        return new SessionStarted(
                seq,
                NOON,
                session,
                run,
                "wal-archive-full",
                "0f",
                "db-1",
                "mika",
                "host",
                Map.of("node", "db-1"),
                true);
    }

    public static Noted note(long seq, String text) {
        return new Noted(seq, NOON.plusSeconds(seq), text);
    }

    /** One command with one program, as three events. */
    public static List<LongFunction<SessionEvent>> command(int number, String typed, int exit, String output) {
        Instant at = NOON.plusSeconds(number);
        Invocation invocation = new Invocation(
                1,
                List.of(typed.split(" ")),
                typed,
                "/tmp",
                Map.of(),
                exit,
                ExitKnown.OBSERVED,
                Layer.SHELL,
                null,
                at,
                at.plusMillis(20));
        return List.of(
                seq -> new CommandStarted(seq, at, number, typed, "/tmp", null),
                seq -> new Invoked(seq, at, number, invocation),
                seq -> new CommandFinished(
                        seq, at.plusMillis(25), number, exit, new Output(output, "", output.length(), 0)));
    }

    /** Any event, with text that is hard to write on one line. */
    public static LongFunction<SessionEvent> any(Random random, int number) {
        String text = "line\nbreak \u2028 \ud83d\ude80 \u0000 \"quoted\" " + random.nextInt();
        if (random.nextInt(4) == 0) {
            return command(number + 1, "echo " + random.nextInt(), random.nextInt(256), text.repeat(random.nextInt(50)))
                    .get(2);
        }
        return seq -> note(seq, text);
    }
}
