package dev.understudy.effects.document;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * What became of one field. The new value is the act; the old one is evidence.
 *
 * @param from null where the field was not there
 * @param to null where the field is gone
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Change(@Nullable JsonNode from, @Nullable JsonNode to) {
    public Change {
        from = from == null || from.isNull() ? null : from;
        to = to == null || to.isNull() ? null : to;
    }
}
