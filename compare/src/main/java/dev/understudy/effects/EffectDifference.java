package dev.understudy.effects;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * One thing in which two sides differ.
 *
 * @param operation the effect's operation
 * @param object the effect's object, as text
 * @param field a JSON pointer, an option, {@code guard}, {@code order}; null where one side lacks the whole effect
 * @param a what it is on the first side; null where it is not there
 * @param b what it is on the second side; null where it is not there
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record EffectDifference(
        String operation,
        String object,
        @Nullable String field,
        @Nullable String a,
        @Nullable String b) {}
