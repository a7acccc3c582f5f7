package dev.understudy.recording;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One program (or shell builtin or function) that a command started.
 *
 * @param number its number within the command, from 1, in the order of start
 * @param argv the expanded arguments, redacted; never empty
 * @param template the source text it came from ({@code gzip "$f"}), redacted; null where the shell did not tell
 * @param cwd the folder in which it was started
 * @param env the assignments made for this call alone
 * @param exit its exit code; null when {@code exitKnown} is {@link ExitKnown#UNKNOWN}
 * @param parent the number of the invocation that started it; null for one that the typed line itself started
 * @param startedAt by the recorder's clock, which is also the clock of {@link SessionEvent.CommitmentReceived}
 * @param endedAt null where the end was not seen
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
        @Nullable Instant endedAt) {
    public Invocation {
        argv = List.copyOf(argv);
        env = Map.copyOf(env);
    }
}
