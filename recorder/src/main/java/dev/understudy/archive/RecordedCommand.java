package dev.understudy.archive;

import dev.understudy.recording.Invocation;
import dev.understudy.recording.Output;
import dev.understudy.recording.SessionEvent.CommandFinished;
import dev.understudy.recording.SessionEvent.CommandStarted;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A typed line and what came of it.
 *
 * @param invocations by their number
 * @param endedAt null where its end was not recorded, as are then {@code exit} and the output
 */
record RecordedCommand(
        int number,
        String typed,
        String cwd,
        @Nullable String step,
        Instant startedAt,
        @Nullable Instant endedAt,
        @Nullable Integer exit,
        Output output,
        List<Invocation> invocations) {
    RecordedCommand {
        invocations = List.copyOf(invocations);
    }

    static RecordedCommand of(CommandStarted e) {
        return new RecordedCommand(
                e.command(), e.typed(), e.cwd(), e.step(), e.at(), null, null, Output.NONE, List.of());
    }

    RecordedCommand with(Invocation invocation) {
        List<Invocation> more = new ArrayList<>(invocations);
        more.add(invocation);
        more.sort(Comparator.comparingInt(Invocation::number));
        return new RecordedCommand(number, typed, cwd, step, startedAt, endedAt, exit, output, more);
    }

    RecordedCommand finished(CommandFinished e) {
        return new RecordedCommand(number, typed, cwd, step, startedAt, e.at(), e.exit(), e.output(), invocations);
    }
}
