package dev.understudy.effects;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import dev.understudy.recording.EventJson;
import dev.understudy.recording.Request;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The JSON form of {@link ObservedEffects}. A reader takes the effects as they stand where this version would read the
 * requests no differently, and reads the requests again where it would, so that recordings of several versions compare.
 */
public final class ObservedEffectsJson {
    private static final ObjectMapper MAPPER = EventJson.mapper();
    private static final ObjectReader EFFECT = MAPPER.readerFor(CanonicalEffect.class);
    private static final ObjectReader REQUEST = MAPPER.readerFor(Request.class);

    /** What else is needed of a recording whose effects can be taken as they stand. */
    private static final Set<String> ALL = Set.of("effects", "withoutEffect", "unseen");

    private ObservedEffectsJson() {}

    /** Writes one JSON object and leaves the stream open. */
    public static void write(ObservedEffects observed, OutputStream out) throws IOException {
        MAPPER.writerFor(ObservedEffects.class)
                .without(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
                .writeValue(out, observed);
    }

    public static String write(ObservedEffects observed) {
        try {
            return MAPPER.writerFor(ObservedEffects.class).writeValueAsString(observed);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("observed effects cannot be written as JSON", e);
        }
    }

    /**
     * The effects of a recording; its requests are read only where its effects cannot be taken as they stand, so the result
     * may have none.
     *
     * @param from opens the recording; it may be asked twice, and is not read to its end where that is not needed
     * @throws Malformed where it is not in the form, with the field
     */
    public static ObservedEffects read(Source from) throws IOException {
        String known = EffectReader.installed().fingerprint();
        ObservedEffects observed = read(from, known);
        if (known.equals(observed.normaliser())) {
            return observed;
        }
        ObservedEffects whole = read(from, null);
        boolean again = !whole.requests().isEmpty() || whole.effects().isEmpty();
        return again ? ObservedEffects.of(whole.namespace(), whole.requests(), whole.unseen()) : whole;
    }

    /** Opens what is read. */
    @FunctionalInterface
    public interface Source {
        InputStream open() throws IOException;
    }

    /** The text is not a recording of effects. The message names the field, or the place. */
    public static final class Malformed extends IOException {
        private static final long serialVersionUID = 1L;

        Malformed(String message) {
            super(message);
        }
    }

    /** @param known with effects that this made, the requests are not read; null to read them */
    private static ObservedEffects read(Source from, @Nullable String known) throws IOException {
        String normaliser = null;
        String namespace = null;
        List<CanonicalEffect> effects = null;
        List<CanonicalEffect> without = List.of();
        List<Request> requests = null;
        List<String> unseen = List.of();
        Set<String> seen = new HashSet<>();
        try (InputStream in = from.open();
                JsonParser parser = MAPPER.createParser(in)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new Malformed("it is no JSON object; give what understudy observe --json printed");
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String field = parser.currentName();
                seen.add(field);
                parser.nextToken();
                switch (field) {
                    case "normaliser" -> normaliser = text(parser, field);
                    case "namespace" -> namespace = text(parser, field);
                    case "effects" -> effects = list(parser, field, EFFECT);
                    case "withoutEffect" -> without = list(parser, field, EFFECT);
                    case "unseen" -> unseen = list(parser, field, MAPPER.readerFor(String.class));
                    case "requests" -> {
                        if (effects != null
                                && normaliser != null
                                && normaliser.equals(known)
                                && seen.containsAll(ALL)) {
                            return new ObservedEffects(normaliser, namespace, effects, without, List.of(), unseen);
                        }
                        if (known == null) {
                            requests = list(parser, field, REQUEST);
                        } else {
                            expectArray(parser, field);
                            parser.skipChildren();
                            requests = List.of();
                        }
                    }
                    default -> parser.skipChildren();
                }
            }
            if (parser.nextToken() != null) {
                throw new Malformed("something stands behind the JSON object, " + place(parser.currentLocation()));
            }
        } catch (JsonProcessingException e) {
            throw new Malformed("it is no JSON: " + e.getOriginalMessage() + ", " + place(e.getLocation()));
        }
        if (effects == null && requests == null) {
            throw new Malformed("it has neither effects nor requests; give what understudy observe --json printed");
        }
        return new ObservedEffects(
                effects == null ? null : normaliser,
                namespace,
                effects == null ? List.of() : effects,
                without,
                requests == null ? List.of() : requests,
                unseen);
    }

    private static @Nullable String text(JsonParser parser, String field) throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_NULL) {
            return null;
        }
        if (parser.currentToken() != JsonToken.VALUE_STRING) {
            throw new Malformed(field + " is no text, " + place(parser.currentLocation()));
        }
        return parser.getText();
    }

    private static void expectArray(JsonParser parser, String field) throws Malformed {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            throw new Malformed(field + " is no list, " + place(parser.currentLocation()));
        }
    }

    private static <T> List<T> list(JsonParser parser, String field, ObjectReader reader) throws IOException {
        expectArray(parser, field);
        List<T> all = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            String at = field + "[" + all.size() + "]";
            try {
                T one = reader.readValue(parser);
                check(one, at);
                all.add(one);
            } catch (JsonMappingException e) {
                throw new Malformed(at + path(e) + ": " + e.getOriginalMessage() + ", " + place(e.getLocation()));
            }
        }
        return all;
    }

    /** What no effect or request can do without. */
    private static void check(@Nullable Object one, String at) throws Malformed {
        if (one == null) {
            throw new Malformed(at + " is null");
        }
        if (one instanceof CanonicalEffect effect) {
            require(effect.operation(), at + ".operation");
            require(effect.standing(), at + ".standing");
            require(effect.object(), at + ".object");
            require(effect.object().group(), at + ".object.group");
            require(effect.object().resource(), at + ".object.resource");
        } else if (one instanceof Request request) {
            require(request.method(), at + ".method");
            require(request.path(), at + ".path");
        }
    }

    private static void require(@Nullable Object value, String field) throws Malformed {
        if (value == null) {
            throw new Malformed(field + " is missing");
        }
    }

    private static String path(JsonMappingException e) {
        StringBuilder path = new StringBuilder();
        for (JsonMappingException.Reference part : e.getPath()) {
            path.append(part.getFieldName() == null ? "[" + part.getIndex() + "]" : "." + part.getFieldName());
        }
        return path.toString();
    }

    private static String place(@Nullable JsonLocation location) {
        return location == null ? "somewhere" : "line " + location.getLineNr() + ", column " + location.getColumnNr();
    }
}
