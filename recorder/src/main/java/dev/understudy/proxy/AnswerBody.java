package dev.understudy.proxy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.understudy.recording.EventJson;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * What an API server answered, as it went by.
 *
 * @param type the header {@code Content-Type}; null for none
 * @param encoding the header {@code Content-Encoding}; null for none
 */
record AnswerBody(
        Copy copy, @Nullable String type, @Nullable String encoding) {

    /** Null where it is no JSON, or not all of it was kept. */
    @Nullable
    JsonNode json() {
        if (!copy.isWhole() || type == null || !type.contains("json")) {
            return null;
        }
        try {
            byte[] bytes = copy.bytes();
            if (encoding != null && encoding.contains("gzip")) {
                try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
                    bytes = in.readNBytes(4 * Limits.BODY);
                }
            }
            JsonNode tree = EventJson.mapper().readTree(bytes);
            return tree == null || tree.isMissingNode() ? null : tree;
        } catch (IOException e) {
            return null;
        }
    }
}
