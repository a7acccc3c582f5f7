package dev.understudy.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.understudy.recording.EventJson;
import dev.understudy.refusal.Problem;
import io.javalin.http.Context;
import org.jspecify.annotations.Nullable;

/** What a request carries. */
final class Body {
    private static final int MAX = 1024 * 1024;

    private Body() {}

    /** @throws Problem 400 where the body is not JSON of this form */
    static <T> T read(Context ctx, Class<T> type) {
        byte[] bytes = ctx.bodyAsBytes();
        if (bytes.length > MAX) {
            throw Problem.of(413, "too-much", "the body is longer than " + MAX + " bytes");
        }
        try {
            T value = EventJson.mapper().readValue(bytes, type);
            if (value == null) {
                throw Problem.badRequest("bad-json", "the body is empty; a JSON object is needed");
            }
            return value;
        } catch (JsonProcessingException e) {
            throw Problem.badRequest(
                    "bad-json",
                    "the body is not the JSON that is needed: "
                            + String.valueOf(e.getOriginalMessage())
                                    .lines()
                                    .findFirst()
                                    .orElse(""));
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** @throws Problem 400 where the field is missing or blank */
    static String required(@Nullable String value, String field) {
        if (value == null || value.isBlank()) {
            throw Problem.badRequest("missing-field", "the field '" + field + "' is missing");
        }
        return value.strip();
    }

    /** The query parameter as a number. @throws Problem 400 where it is none */
    static long number(Context ctx, String name, long otherwise) {
        String text = ctx.queryParam(name);
        if (text == null || text.isEmpty()) {
            return otherwise;
        }
        try {
            long number = Long.parseLong(text);
            if (number >= 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            // told below, with the parameter's name
        }
        throw Problem.badRequest("bad-parameter", "the parameter '" + name + "' must be a number from 0, not " + text);
    }
}
