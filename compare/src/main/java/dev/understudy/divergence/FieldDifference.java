package dev.understudy.divergence;

import org.jspecify.annotations.Nullable;

/**
 * One field in which two actions differ.
 *
 * @param field its name, or a JSON pointer
 * @param observed null where only the workflow names the field
 * @param predicted null where only the operator names the field
 */
public record FieldDifference(
        String field, @Nullable String observed, @Nullable String predicted) {}
