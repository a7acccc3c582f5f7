package dev.understudy.proxy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The few bodies in Kubernetes' protobuf form whose options are part of what a request does and are told nowhere else: how
 * many replicas under which condition, for how long a token. (Of anything else the object itself is read afterwards, as JSON.)
 * The envelope and the numbers of the fields are those of the {@code generated.proto} files of k8s.io/apimachinery and
 * k8s.io/api.
 */
final class ProtobufBody {
    private static final byte[] MAGIC = {'k', '8', 's', 0};

    private static final Message METADATA = new Message(Map.of(
            1, Field.text("name"),
            2, Field.text("generateName"),
            3, Field.text("namespace"),
            5, Field.text("uid"),
            6, Field.text("resourceVersion")));
    private static final Message DELETE_OPTIONS = new Message(Map.of(
            1, Field.number("gracePeriodSeconds"),
            2, Field.of("preconditions", new Message(Map.of(1, Field.text("uid"), 2, Field.text("resourceVersion")))),
            3, Field.flag("orphanDependents"),
            4, Field.text("propagationPolicy"),
            5, Field.texts("dryRun")));
    private static final Message BOUND = new Message(
            Map.of(1, Field.text("kind"), 2, Field.text("apiVersion"), 3, Field.text("name"), 4, Field.text("uid")));
    private static final Message TOKEN = new Message(Map.of(
            1, Field.texts("audiences"), 3, Field.of("boundObjectRef", BOUND), 4, Field.number("expirationSeconds")));

    private static final Map<String, Message> KINDS = Map.of(
            "Scale",
            new Message(Map.of(
                    1,
                    Field.of("metadata", METADATA),
                    2,
                    Field.of("spec", new Message(Map.of(1, Field.number("replicas")))))),
            "TokenRequest",
            new Message(Map.of(1, Field.of("metadata", METADATA), 2, Field.of("spec", TOKEN))),
            "Eviction",
            new Message(Map.of(1, Field.of("metadata", METADATA), 2, Field.of("deleteOptions", DELETE_OPTIONS))),
            "DeleteOptions",
            DELETE_OPTIONS);

    private ProtobufBody() {}

    /** The body as JSON; null where it is of another kind, or no protobuf of Kubernetes. */
    static @Nullable JsonNode json(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        for (byte magic : MAGIC) {
            if (!in.hasRemaining() || in.get() != magic) {
                return null;
            }
        }
        try {
            ObjectNode type = JsonNodeFactory.instance.objectNode();
            ByteBuffer raw = null;
            while (in.hasRemaining()) {
                long tag = varint(in);
                switch ((int) (tag >>> 3)) {
                    case 1 ->
                        new Message(Map.of(1, Field.text("apiVersion"), 2, Field.text("kind"))).read(chunk(in), type);
                    case 2 -> raw = chunk(in);
                    default -> skip(in, (int) tag & 7);
                }
            }
            Message message = KINDS.get(type.path("kind").asText());
            if (message == null || raw == null) {
                return null;
            }
            message.read(raw, type);
            return type;
        } catch (IllegalArgumentException | BufferUnderflowException e) {
            return null; // no protobuf after all: the caller says that the body is not kept
        }
    }

    private enum Kind {
        TEXT,
        TEXTS,
        NUMBER,
        FLAG,
        MESSAGE
    }

    private record Field(String name, Kind kind, @Nullable Message message) {
        static Field text(String name) {
            return new Field(name, Kind.TEXT, null);
        }

        static Field texts(String name) {
            return new Field(name, Kind.TEXTS, null);
        }

        static Field number(String name) {
            return new Field(name, Kind.NUMBER, null);
        }

        static Field flag(String name) {
            return new Field(name, Kind.FLAG, null);
        }

        static Field of(String name, Message message) {
            return new Field(name, Kind.MESSAGE, message);
        }
    }

    private record Message(Map<Integer, Field> fields) {
        void read(ByteBuffer in, ObjectNode into) {
            while (in.hasRemaining()) {
                long tag = varint(in);
                Field field = fields.get((int) (tag >>> 3));
                int wire = (int) tag & 7;
                boolean fits = field != null
                        && (field.kind() == Kind.NUMBER || field.kind() == Kind.FLAG ? wire == 0 : wire == 2);
                if (field == null || !fits) {
                    skip(in, wire);
                    continue;
                }
                switch (field.kind()) {
                    case TEXT -> {
                        String text = text(in);
                        if (!text.isEmpty()) {
                            into.put(field.name(), text);
                        }
                    }
                    case TEXTS -> into.withArray("/" + field.name()).add(text(in));
                    case NUMBER -> {
                        long number = varint(in);
                        // As a reader of JSON would have it, so that equal numbers are equal.
                        if (number == (int) number) {
                            into.put(field.name(), (int) number);
                        } else {
                            into.put(field.name(), number);
                        }
                    }
                    case FLAG -> into.put(field.name(), varint(in) != 0);
                    case MESSAGE -> {
                        ByteBuffer inner = chunk(in);
                        if (field.message() != null) {
                            field.message().read(inner, into.withObject("/" + field.name()));
                        }
                    }
                }
            }
        }
    }

    private static String text(ByteBuffer in) {
        return StandardCharsets.UTF_8.decode(chunk(in)).toString();
    }

    private static ByteBuffer chunk(ByteBuffer in) {
        long length = varint(in);
        if (length < 0 || length > in.remaining()) {
            throw new IllegalArgumentException("a length goes beyond the end");
        }
        ByteBuffer chunk = in.slice(in.position(), (int) length);
        in.position(in.position() + (int) length);
        return chunk;
    }

    private static void skip(ByteBuffer in, int wire) {
        switch (wire) {
            case 0 -> varint(in);
            case 1 -> in.getLong();
            case 2 -> chunk(in);
            case 5 -> in.getInt();
            default -> throw new IllegalArgumentException("an unknown wire type");
        }
    }

    private static long varint(ByteBuffer in) {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            byte next = in.get();
            value |= (long) (next & 0x7f) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw new IllegalArgumentException("a number is too long");
    }
}
