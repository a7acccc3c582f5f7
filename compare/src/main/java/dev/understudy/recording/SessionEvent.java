package dev.understudy.recording;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One event of a session, as the recorder wrote it to its spool. The events of a session are numbered from 1 without holes;
 * (session, {@code seq}) names an event everywhere, so that it can be sent twice and stored once. All times are the
 * recorder's clock. Text is redacted before an event is made.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = SessionEvent.SessionStarted.class, name = "session-started"),
    @JsonSubTypes.Type(value = SessionEvent.CommandStarted.class, name = "command-started"),
    @JsonSubTypes.Type(value = SessionEvent.Invoked.class, name = "invoked"),
    @JsonSubTypes.Type(value = SessionEvent.Requested.class, name = "requested"),
    @JsonSubTypes.Type(value = SessionEvent.CommandFinished.class, name = "command-finished"),
    @JsonSubTypes.Type(value = SessionEvent.StepMarked.class, name = "step-marked"),
    @JsonSubTypes.Type(value = SessionEvent.Noted.class, name = "noted"),
    @JsonSubTypes.Type(value = SessionEvent.GapFound.class, name = "gap-found"),
    @JsonSubTypes.Type(value = SessionEvent.CommitmentReceived.class, name = "commitment-received"),
    @JsonSubTypes.Type(value = SessionEvent.SessionEnded.class, name = "session-ended")
})
public sealed interface SessionEvent {
    /** The number of the event within its session, from 1. */
    long seq();

    /** When it happened, by the recorder's clock. */
    Instant at();

    /**
     * The first event of every session.
     *
     * @param session names the session; unique everywhere
     * @param run the run to which the session belongs
     * @param runbook the runbook's id
     * @param runbookFingerprint of the Markdown that the operator had before them
     * @param target on what the operator works
     * @param operator who works
     * @param host the machine of the shell
     * @param params the values of the runbook's placeholders, as far as they were given
     * @param blind whether predictions stay unseen until the operator acted
     */
    record SessionStarted(
            long seq,
            Instant at,
            String session,
            String run,
            String runbook,
            String runbookFingerprint,
            String target,
            String operator,
            String host,
            Map<String, String> params,
            boolean blind)
            implements SessionEvent {
        public SessionStarted {
            params = Map.copyOf(params);
        }
    }

    /**
     * A typed line begins to run.
     *
     * @param command its number within the session, from 1
     * @param typed the line as typed, redacted
     * @param step the runbook's step that the operator declared; null where none was
     */
    record CommandStarted(
            long seq,
            Instant at,
            int command,
            String typed,
            String cwd,
            @Nullable String step) implements SessionEvent {}

    /** A program that {@code command} started; written once its exit code is known or will never be. */
    record Invoked(long seq, Instant at, int command, Invocation invocation) implements SessionEvent {}

    /**
     * A call to the Kubernetes API, as the recording proxy saw it. May come before the {@link Invoked} of the program that made
     * it, and after the {@link CommandFinished} of its command.
     *
     * @param command the command whose program made it; null where that is not known
     * @param request its {@code invocation} is {@code COMMAND/NUMBER} of that program; null where that is not known
     */
    record Requested(long seq, Instant at, @Nullable Integer command, Request request) implements SessionEvent {}

    /** The prompt is back: the last event of a command. {@code exit} is {@code $?} as the operator would see it. */
    record CommandFinished(long seq, Instant at, int command, int exit, Output output) implements SessionEvent {}

    /** The operator declared where they are. A {@code BEGUN} step ends the one before. */
    record StepMarked(long seq, Instant at, String step, StepState state) implements SessionEvent {}

    enum StepState {
        BEGUN,
        DONE,
        SKIPPED
    }

    /** A remark of the operator. */
    record Noted(long seq, Instant at, String text) implements SessionEvent {}

    /**
     * Something was not seen. Silence is never "nothing ran".
     *
     * @param kind a fixed word for what hid it, such as {@code xtrace-off}, {@code nested-shell}, {@code torn-record},
     *     {@code recorder-restarted}
     * @param detail one line for people
     */
    record GapFound(long seq, Instant at, String kind, String detail) implements SessionEvent {}

    /**
     * The salted hash of a prediction arrived. Its place in the session's own journal proves that the prediction was made
     * before whatever follows; the text is revealed only afterwards.
     *
     * @param prediction the prediction's number within the run
     * @param hash hexadecimal SHA-256, see {@code dev.understudy.prediction.Commitment}
     */
    record CommitmentReceived(long seq, Instant at, long prediction, String hash) implements SessionEvent {}

    /**
     * The last event of a session.
     *
     * @param exit the shell's exit code
     * @param endsRun whether the run ends with it, rather than passing to another session
     */
    record SessionEnded(long seq, Instant at, int exit, boolean endsRun) implements SessionEvent {}
}
