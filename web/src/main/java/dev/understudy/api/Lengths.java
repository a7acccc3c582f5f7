package dev.understudy.api;

import dev.understudy.refusal.Problem;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Lengths of time as people write them: {@code 90s}, {@code 15m}, {@code 1h30m}, {@code 2d}, or as ISO 8601 has it. */
final class Lengths {
    private static final Pattern SHORT = Pattern.compile("(?:(\\d+)d)?(?:(\\d+)h)?(?:(\\d+)m)?(?:(\\d+)s)?");

    private Lengths() {}

    /** Null for none. @throws Problem 400 where it is no length */
    static @Nullable Duration read(@Nullable String text, String field) {
        if (text == null || text.isBlank()) {
            return null;
        }
        Matcher matcher = SHORT.matcher(text.strip());
        if (matcher.matches()) {
            return Duration.ofDays(part(matcher, 1))
                    .plusHours(part(matcher, 2))
                    .plusMinutes(part(matcher, 3))
                    .plusSeconds(part(matcher, 4));
        }
        try {
            return Duration.parse(text.strip());
        } catch (DateTimeException e) {
            throw Problem.badRequest(
                    "bad-length", "the field '" + field + "' is a length such as 90s, 15m or 1h30m, not " + text);
        }
    }

    private static long part(Matcher matcher, int group) {
        return matcher.group(group) == null ? 0 : Long.parseLong(matcher.group(group));
    }
}
