package dev.understudy.api;

import dev.understudy.divergence.DivergenceKind;
import dev.understudy.divergence.Report;
import dev.understudy.refusal.Problem;
import dev.understudy.rule.RuleScope;
import dev.understudy.rulebook.RuleDraft;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What people write into a form, a request or a command, as a draft of a rule. */
public final class RuleDrafts {
    /** A rule that nobody has given an end to ends after half a year. */
    public static final Duration DEFAULT_AGE = Duration.ofDays(180);

    private RuleDrafts() {}

    /**
     * @param rule the rule that is to be changed; null for a new one
     * @param kinds names of kinds of divergences
     * @param ends a day, {@code 2026-12-31}, or an instant; null or blank for half a year from now
     * @throws Problem 400 where a value is none
     */
    public static RuleDraft draft(
            @Nullable String rule, RuleScope scope, @Nullable String reason, @Nullable String ends, Clock clock) {
        return new RuleDraft(
                rule == null || rule.isBlank() ? null : rule.strip(),
                scope,
                reason == null ? "" : reason,
                ends == null || ends.isBlank()
                        ? clock.instant().plus(DEFAULT_AGE).truncatedTo(ChronoUnit.DAYS)
                        : instant(ends.strip()));
    }

    /** @throws Problem 400 where a kind is none */
    public static RuleScope scope(
            @Nullable String workflow,
            @Nullable String runbook,
            @Nullable String target,
            @Nullable String step,
            @Nullable String operation,
            @Nullable String object,
            List<String> kinds,
            List<String> fields) {
        return new RuleScope(workflow, runbook, target, step, operation, object, kinds(kinds), new TreeSet<>(fields));
    }

    /** The scope that a divergence suggests. @throws Problem 404 where there is no such divergence */
    public static RuleScope of(Report report, String divergence) {
        return report.divergence(divergence)
                .map(found -> RuleScope.of(report, found))
                .orElseThrow(() -> Problem.noSuch("divergence", divergence));
    }

    private static Set<DivergenceKind> kinds(List<String> names) {
        Set<DivergenceKind> kinds = EnumSet.noneOf(DivergenceKind.class);
        for (String name : names) {
            String word = name.strip().toUpperCase(Locale.ROOT);
            if (!word.isEmpty()) {
                kinds.add(Arrays.stream(DivergenceKind.values())
                        .filter(kind -> kind.name().equals(word))
                        .findFirst()
                        .orElseThrow(() -> Problem.badRequest(
                                "bad-kind",
                                "a kind is one of " + Arrays.toString(DivergenceKind.values()) + ", not " + name)));
            }
        }
        return kinds;
    }

    private static Instant instant(String text) {
        try {
            return text.length() <= 10
                    ? LocalDate.parse(text)
                            .plusDays(1)
                            .atStartOfDay(ZoneOffset.UTC)
                            .toInstant()
                    : Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw Problem.badRequest(
                    "bad-end",
                    "a rule ends on a day such as 2026-12-31, or at an instant such as 2026-12-31T12:00:00Z, not "
                            + text);
        }
    }
}
