package dev.understudy.proxy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.understudy.recording.EventJson;
import dev.understudy.redaction.Redactor;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Takes the secrets out of API objects. The values of a Secret become placeholders that are equal where the decoded values
 * are, whether they were sent as {@code data} or as {@code stringData}. Not thread-safe.
 */
final class TreeRedactor {
    private static final String LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";
    private static final Set<String> SECRET_FIELDS = Set.of("data", "stringData");

    /** By which the server and its clients tell objects apart: never secrets, and in every object. */
    private static final Set<String> PLAIN =
            Set.of("uid", "resourceVersion", "creationTimestamp", "time", "lastTransitionTime", "apiVersion", "kind");

    private static final int REMEMBERED = 4_000;
    private static final int LONGEST_REMEMBERED = 512;

    private final Redactor redactor;
    /** The same text comes by again and again. */
    private final Map<String, String> known = new LinkedHashMap<>(256, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
            return size() > REMEMBERED;
        }
    };

    TreeRedactor(Redactor redactor) {
        this.redactor = redactor;
    }

    /**
     * A copy without secrets.
     *
     * @param resource the plural that the request's path names: a patch need not say what it changes
     */
    JsonNode redact(JsonNode tree, String resource) {
        return tree(tree, resource.equals("secrets"), resource.equals("token") || resource.equals("tokenreviews"));
    }

    String redact(String text) {
        return redactor.redact(text);
    }

    private JsonNode tree(JsonNode node, boolean secret, boolean token) {
        if (node instanceof ArrayNode array) {
            ArrayNode copy = JsonNodeFactory.instance.arrayNode(array.size());
            for (JsonNode item : array) {
                copy.add(isPatch(item) && secret ? patch((ObjectNode) item) : tree(item, secret, token));
            }
            return copy;
        }
        if (node instanceof ObjectNode object) {
            return object(object, secret, token);
        }
        return node instanceof TextNode text ? TextNode.valueOf(text("", text.textValue())) : node;
    }

    private ObjectNode object(ObjectNode object, boolean within, boolean token) {
        String kind = object.path("kind").asText();
        boolean secret =
                kind.isEmpty() || kind.endsWith("List") ? within || kind.equals("SecretList") : kind.equals("Secret");
        ObjectNode copy = JsonNodeFactory.instance.objectNode();
        String named = object.path("name").asText("");
        for (Map.Entry<String, JsonNode> field : object.properties()) {
            String name = field.getKey();
            JsonNode value = field.getValue();
            if (secret && SECRET_FIELDS.contains(name)) {
                copy.set(name, values(value, name.equals("data")));
            } else if (token && name.equals("token") && value.isTextual()) {
                copy.put(name, redactor.placeholder(value.textValue()));
            } else if (name.equals(LAST_APPLIED) && value.isTextual()) {
                copy.put(name, applied(value.textValue(), secret));
            } else if (name.equals("managedFields") || value.isNumber() || value.isBoolean()) {
                copy.set(name, value);
            } else if (value instanceof TextNode text) {
                boolean ofVariable = name.equals("value") && !named.isEmpty();
                copy.put(
                        name,
                        PLAIN.contains(name) ? text.textValue() : text(ofVariable ? named : name, text.textValue()));
            } else {
                copy.set(name, tree(value, secret, token));
            }
        }
        return copy;
    }

    private JsonNode values(JsonNode values, boolean encoded) {
        if (values.isTextual()) {
            return TextNode.valueOf(secret(values.textValue(), encoded));
        }
        if (!(values instanceof ObjectNode object)) {
            return values;
        }
        ObjectNode copy = JsonNodeFactory.instance.objectNode();
        for (Map.Entry<String, JsonNode> field : object.properties()) {
            JsonNode value = field.getValue();
            copy.set(field.getKey(), value.isNull() ? value : TextNode.valueOf(secret(value.asText(), encoded)));
        }
        return copy;
    }

    private String secret(String value, boolean encoded) {
        return redactor.placeholder(encoded ? decoded(value) : value);
    }

    private static String decoded(String value) {
        try {
            byte[] bytes = Base64.getMimeDecoder().decode(value);
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (IllegalArgumentException | CharacterCodingException e) {
            // Bytes that are no text can only have been sent as they are.
            return value;
        }
    }

    private static boolean isPatch(JsonNode item) {
        return item.isObject() && item.has("op") && item.has("path");
    }

    /** An operation of a JSON patch (RFC 6902) on a Secret. */
    private ObjectNode patch(ObjectNode operation) {
        String path = operation.path("path").asText();
        JsonNode value = operation.path("value");
        ObjectNode copy = operation.deepCopy();
        if (path.startsWith("/data") || path.startsWith("/stringData")) {
            copy.set("value", values(value, path.startsWith("/data")));
        } else if (operation.has("value")) {
            copy.set("value", tree(value, true, false));
        }
        return copy;
    }

    private String applied(String text, boolean secret) {
        try {
            JsonNode tree = EventJson.mapper().readTree(text);
            return EventJson.mapper().writeValueAsString(tree(tree, secret, false));
        } catch (JsonProcessingException e) {
            return redactor.redact(text);
        }
    }

    /** Whether text is a secret depends on what it is called. */
    private String text(String name, String value) {
        if (value.length() < 6) {
            return value;
        }
        if (value.length() > LONGEST_REMEMBERED) {
            return named(name, value);
        }
        String key = name + "=" + value;
        String found = known.get(key);
        if (found == null) {
            found = named(name, value);
            known.put(key, found);
        }
        return found;
    }

    private String named(String name, String value) {
        return name.isEmpty()
                ? redactor.redact(value)
                : String.valueOf(redactor.redactEnvironment(Map.of(name, value)).get(name));
    }
}
