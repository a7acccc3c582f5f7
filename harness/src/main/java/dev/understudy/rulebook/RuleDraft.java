package dev.understudy.rulebook;

import dev.understudy.rule.RuleScope;
import dev.understudy.store.Micros;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A rule as somebody wants it.
 *
 * @param rule the rule that is to be changed; null for a new one
 * @param reason why the difference does not matter; never blank
 * @param ends it acts in runs that began before this
 */
public record RuleDraft(@Nullable String rule, RuleScope scope, String reason, Instant ends) {
    public RuleDraft {
        ends = Micros.truncated(ends);
    }
}
