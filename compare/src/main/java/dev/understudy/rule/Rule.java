package dev.understudy.rule;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A reviewer's standing decision that some difference is equivalent or of no matter, at one of its versions.
 *
 * @param id names the rule: {@code rule-3}
 * @param version counted from 1 with every change
 * @param reason why the difference does not matter, for whoever reads it later
 * @param author who made this version
 * @param confirmedBy the second person who wants it; null where only its author does. What destroys is never hidden by one
 *     person alone
 * @param ends it acts in runs that began before this
 */
public record Rule(
        String id,
        int version,
        RuleScope scope,
        String reason,
        String author,
        @Nullable String confirmedBy,
        Instant madeAt,
        Instant ends) {

    /** Names this version: {@code rule-3 v2}. */
    public String name() {
        return id + " v" + version;
    }
}
