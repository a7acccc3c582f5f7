package dev.understudy.effects.document;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import dev.understudy.recording.EventJson;
import java.io.IOException;
import java.io.StringWriter;
import org.jspecify.annotations.Nullable;

/**
 * A JSON document. One that was read stays its own text until somebody looks into it: of a hundred thousand of them most are
 * only asked whether they are the same as another, and as trees they would take ten times the memory. Immutable, as long as
 * nobody changes a node that was given or taken.
 */
@JsonSerialize(using = Document.Writer.class)
@JsonDeserialize(using = Document.Reader.class)
public final class Document {
    private final @Nullable JsonNode node;
    private final String text;

    private Document(@Nullable JsonNode node, String text) {
        this.node = node;
        this.text = text;
    }

    public static Document of(JsonNode node) {
        return new Document(node, "");
    }

    /** The document as a tree, which a document that was read makes anew each time. */
    public JsonNode node() {
        if (node != null) {
            return node;
        }
        try {
            return EventJson.mapper().readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("what was copied from JSON is none", e);
        }
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Document document
                && (node == null && document.node == null && text.equals(document.text)
                        || node().equals(document.node()));
    }

    @Override
    public int hashCode() {
        return node().hashCode();
    }

    @Override
    public String toString() {
        return node == null ? text : node.toString();
    }

    static final class Writer extends JsonSerializer<Document> {
        @Override
        public void serialize(Document document, JsonGenerator to, SerializerProvider provider) throws IOException {
            if (document.node == null) {
                to.writeRawValue(document.text);
            } else {
                to.writeTree(document.node);
            }
        }
    }

    static final class Reader extends JsonDeserializer<Document> {
        @Override
        public Document deserialize(JsonParser from, DeserializationContext context) throws IOException {
            StringWriter text = new StringWriter(256);
            try (JsonGenerator copy = from.getCodec().getFactory().createGenerator(text)) {
                copy.copyCurrentStructure(from);
            }
            return new Document(null, text.toString());
        }
    }
}
