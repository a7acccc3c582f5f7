package dev.understudy.control;

import dev.understudy.action.Action;
import org.jspecify.annotations.Nullable;

/**
 * A write of a run that goes step by step, which waits for a person to approve it.
 *
 * @param sequence its number within the run
 * @param step the runbook's step that the workflow named; null where it named none
 */
public record Held(
        long sequence, String activityType, @Nullable String step, Action action) {
    /** What an approval must name. */
    public String fingerprint() {
        return ActionFingerprint.of(action);
    }
}
