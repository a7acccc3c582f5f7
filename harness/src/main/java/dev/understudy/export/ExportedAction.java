package dev.understudy.export;

import dev.understudy.action.Action;
import dev.understudy.journal.JournalEntry;
import dev.understudy.observed.ObservedAction;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One action of either side, flat.
 *
 * @param id unique over all runs
 * @param actor the operator, or Temporal's name of the workflow
 * @param session null for the workflow's
 * @param command the number of the typed command; null for the workflow's
 * @param activityType Temporal's name of the activity; null for an operator's
 * @param exit null where unknown, and for the workflow's
 * @param outcome what became of it, one word in lower case: {@code succeeded}, {@code failed}, {@code unknown} for an
 *     operator's, the journal's resolution for the workflow's
 * @param startedAt of the workflow's: when it was published
 * @param endedAt null where that was not seen
 */
public record ExportedAction(
        String id,
        Side side,
        String actor,
        @Nullable String session,
        @Nullable Integer command,
        @Nullable String activityType,
        @Nullable String step,
        Action action,
        @Nullable Integer exit,
        String outcome,
        Instant startedAt,
        @Nullable Instant endedAt) {

    static ExportedAction of(ObservedAction observed, String operator) {
        String outcome = observed.exit() == null ? "unknown" : observed.failed() ? "failed" : "succeeded";
        return new ExportedAction(
                observed.id(),
                Side.OBSERVED,
                operator,
                observed.session(),
                observed.command(),
                null,
                observed.step(),
                observed.action(),
                observed.exit(),
                outcome,
                observed.startedAt(),
                observed.endedAt());
    }

    static ExportedAction of(JournalEntry entry) {
        return new ExportedAction(
                entry.run() + "#" + entry.sequence(),
                Side.PREDICTED,
                entry.operation().workflowType(),
                null,
                null,
                entry.operation().activityType(),
                entry.operation().step(),
                entry.operation().action(),
                null,
                entry.resolution().name().toLowerCase(java.util.Locale.ROOT),
                entry.operation().publishedAt(),
                entry.resolvedAt());
    }

    /** What process mining takes for the activity's name: the same for the same sort of act on whichever object. */
    String activity() {
        return action.operation() + " " + sort();
    }

    /** The sort of thing acted on: {@code file}, {@code apps/statefulsets}, or the object's scheme. */
    String sort() {
        String object = action.object();
        int colon = object.indexOf(':');
        if (colon < 0) {
            return object;
        }
        if (!isKubernetes()) {
            return object.substring(0, colon);
        }
        String[] parts = object.substring(colon + 1).split("/", 3);
        return parts.length < 2 ? "kubernetes" : parts[0].isEmpty() ? parts[1] : parts[0] + "/" + parts[1];
    }

    boolean isKubernetes() {
        return action.object().startsWith("kubernetes:");
    }
}
