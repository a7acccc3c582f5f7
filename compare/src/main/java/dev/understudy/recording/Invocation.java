package dev.understudy.recording;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One program (or shell builtin or function) that a command started.
 *
 * @param number its number within the command, from 1, in the order of start
 * @param argv the expanded arguments, redacted; never empty. In the layer {@link Layer#REMOTE} the typed line as one word
 * @param template the source text it came from ({@code gzip "$f"}), redacted; null where the shell did not tell
 * @param cwd the folder in which it was started
 * @param env the assignments made for this call alone
 * @param exit its exit code; null when {@code exitKnown} is {@link ExitKnown#UNKNOWN}
 * @param parent the number of the invocation that started it; null for one that the typed line itself started
 * @param startedAt by the recorder's clock, which is also the clock of {@link SessionEvent.CommitmentReceived}
 * @param endedAt null where the end was not seen
 * @param output what it printed, in the layer {@link Layer#REMOTE} alone; else null, as the terminal tells the output of the
 *     whole command
 */
public record Invocation(
        int number,
        List<String> argv,
        @Nullable String template,
        String cwd,
        Map<String, String> env,
        @Nullable Integer exit,
        ExitKnown exitKnown,
        Layer layer,
        @Nullable Integer parent,
        Instant startedAt,
        @Nullable Instant endedAt,
        @Nullable Output output) {
    public Invocation {
        argv = List.copyOf(argv);
        env = Map.copyOf(env);
    }

    /** One whose output is not told apart from that of its command. */
    public Invocation(
            int number,
            List<String> argv,
            @Nullable String template,
            String cwd,
            Map<String, String> env,
            @Nullable Integer exit,
            ExitKnown exitKnown,
            Layer layer,
            @Nullable Integer parent,
            Instant startedAt,
            @Nullable Instant endedAt) {
        this(number, argv, template, cwd, env, exit, exitKnown, layer, parent, startedAt, endedAt, null);
    }
}
