package dev.understudy.journal;

import dev.understudy.operation.Mode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What to search for; null asks for nothing.
 *
 * @param verb the action's operation, as {@code update}
 * @param object the action's object, exactly
 * @param since published at or after
 * @param until published before
 * @param text words that all occur, in any case, in the action, the activity's type, the target, the step, the detail, the
 *     workflow's id or the input that was imported; where no whole word is found, what begins with them
 * @param limit at most so many, the latest first
 */
public record JournalQuery(
        @Nullable String run,
        @Nullable String activityType,
        @Nullable String workflowType,
        @Nullable String verb,
        @Nullable String object,
        @Nullable String target,
        @Nullable Mode mode,
        @Nullable Resolution resolution,
        @Nullable Instant since,
        @Nullable Instant until,
        @Nullable String text,
        int limit) {
    public static final JournalQuery ALL =
            new JournalQuery(null, null, null, null, null, null, null, null, null, null, null, 100);

    public JournalQuery run(@Nullable String value) {
        return new JournalQuery(
                value, activityType, workflowType, verb, object, target, mode, resolution, since, until, text, limit);
    }

    public JournalQuery activityType(@Nullable String value) {
        return new JournalQuery(
                run, value, workflowType, verb, object, target, mode, resolution, since, until, text, limit);
    }

    public JournalQuery workflowType(@Nullable String value) {
        return new JournalQuery(
                run, activityType, value, verb, object, target, mode, resolution, since, until, text, limit);
    }

    public JournalQuery verb(@Nullable String value) {
        return new JournalQuery(
                run, activityType, workflowType, value, object, target, mode, resolution, since, until, text, limit);
    }

    public JournalQuery object(@Nullable String value) {
        return new JournalQuery(
                run, activityType, workflowType, verb, value, target, mode, resolution, since, until, text, limit);
    }

    public JournalQuery target(@Nullable String value) {
        return new JournalQuery(
                run, activityType, workflowType, verb, object, value, mode, resolution, since, until, text, limit);
    }

    public JournalQuery mode(@Nullable Mode value) {
        return new JournalQuery(
                run, activityType, workflowType, verb, object, target, value, resolution, since, until, text, limit);
    }

    public JournalQuery resolution(@Nullable Resolution value) {
        return new JournalQuery(
                run, activityType, workflowType, verb, object, target, mode, value, since, until, text, limit);
    }

    public JournalQuery since(@Nullable Instant value) {
        return new JournalQuery(
                run, activityType, workflowType, verb, object, target, mode, resolution, value, until, text, limit);
    }

    public JournalQuery until(@Nullable Instant value) {
        return new JournalQuery(
                run, activityType, workflowType, verb, object, target, mode, resolution, since, value, text, limit);
    }

    public JournalQuery text(@Nullable String value) {
        return new JournalQuery(
                run, activityType, workflowType, verb, object, target, mode, resolution, since, until, value, limit);
    }

    public JournalQuery limit(int value) {
        return new JournalQuery(
                run, activityType, workflowType, verb, object, target, mode, resolution, since, until, text, value);
    }
}
