package dev.understudy.observed;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.databind.JsonNode;
import dev.understudy.action.Action;
import dev.understudy.recording.ExitKnown;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One action of an operator.
 *
 * @param session the session in which it was done
 * @param seq the number, within the session, of the event that tells of it
 * @param command the number of the typed command
 * @param invocation the number of the invocation within the command; 0 for what the shell itself did, a redirection
 * @param part its place among the actions of the same invocation, from 1: {@code rm a b} is two actions
 * @param step the runbook's step that the operator had declared, else the one that was recognised; null where none was
 * @param action what was done, or tried
 * @param after the whole object as a request left it, by which it can be told what was so already; null where none tells
 * @param startedAt by the recorder's clock
 * @param endedAt null where the end was not seen
 * @param exit the invocation's exit code; null when {@code exitKnown} is {@link ExitKnown#UNKNOWN}
 */
public record ObservedAction(
        String session,
        long seq,
        int command,
        int invocation,
        int part,
        @Nullable String step,
        Action action,
        @JsonIgnore @Nullable JsonNode after,
        Instant startedAt,
        @Nullable Instant endedAt,
        @Nullable Integer exit,
        ExitKnown exitKnown) {

    /** The same action in this step. */
    public ObservedAction in(@Nullable String known) {
        return new ObservedAction(
                session, seq, command, invocation, part, known, action, after, startedAt, endedAt, exit, exitKnown);
    }

    /** Names the action everywhere: {@code SESSION/COMMAND.INVOCATION.PART}. */
    public String id() {
        return session + "/" + command + "." + invocation + "." + part;
    }

    /** Whether it is known to have failed. An unknown exit code is no failure, and no success either. */
    public boolean failed() {
        return exit != null && exit != 0;
    }
}
