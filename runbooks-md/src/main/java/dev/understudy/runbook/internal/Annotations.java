package dev.understudy.runbook.internal;

import dev.understudy.runbook.Annotation;
import dev.understudy.runbook.DeclaredEffect;
import dev.understudy.runbook.StepKind;
import dev.understudy.runbook.Warning;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What attributes say about a step.
 *
 * @param id null where the author gives none
 * @param kind null where the author gives none
 */
record Annotations(@Nullable String id, @Nullable StepKind kind, Annotation annotation) {
    private static final Pattern DURATION = Pattern.compile("(\\d{1,6})\\s*(ms|s|m|h|d)?");
    static final Annotations NONE = new Annotations(null, null, Annotation.NONE);

    /** @param warnings takes a word about each attribute that cannot be understood */
    static Annotations of(Map<String, String> attributes, int line, List<Warning> warnings) {
        String id = attributes.getOrDefault("name", attributes.get("id"));
        if (id != null && !FrontMatter.ID.matcher(id).matches()) {
            warnings.add(new Warning(
                    line,
                    "the step's name '" + id + "' is not used: it may hold only letters, digits, '.', '_' and '-'"));
            id = null;
        }
        Annotation annotation = new Annotation(
                id != null,
                effect(attributes.get("effect"), line, warnings),
                duration(attributes.get("wait"), line, warnings),
                attributes.get("capture"),
                attributes.get("expect"));
        return new Annotations(id, kind(attributes.get("kind"), line, warnings), annotation);
    }

    private static @Nullable StepKind kind(@Nullable String text, int line, List<Warning> warnings) {
        if (text == null || text.matches("output|query|skip")) {
            return null;
        }
        for (StepKind kind : StepKind.values()) {
            if (kind.name().equalsIgnoreCase(text)) {
                return kind;
            }
        }
        warnings.add(new Warning(
                line,
                "kind=" + text
                        + " is not known; known are command, wait, check, decision, manual, output, query, skip"));
        return null;
    }

    private static @Nullable DeclaredEffect effect(@Nullable String text, int line, List<Warning> warnings) {
        if (text == null) {
            return null;
        }
        for (DeclaredEffect effect : DeclaredEffect.values()) {
            if (effect.name().toLowerCase(Locale.ROOT).equals(text)) {
                return effect;
            }
        }
        warnings.add(new Warning(line, "effect=" + text + " is not known; known are read, write, destructive"));
        return null;
    }

    private static @Nullable Duration duration(@Nullable String text, int line, List<Warning> warnings) {
        if (text == null) {
            return null;
        }
        Matcher matcher = DURATION.matcher(text);
        if (!matcher.matches()) {
            warnings.add(new Warning(line, "wait=" + text + " is not a time such as 30s, 10m or 2h"));
            return null;
        }
        long amount = Long.parseLong(matcher.group(1));
        String unit = matcher.group(2) == null ? "s" : matcher.group(2);
        return switch (unit) {
            case "ms" -> Duration.ofMillis(amount);
            case "m" -> Duration.ofMinutes(amount);
            case "h" -> Duration.ofHours(amount);
            case "d" -> Duration.ofDays(amount);
            default -> Duration.ofSeconds(amount);
        };
    }
}
