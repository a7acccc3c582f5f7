package dev.understudy.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.recording.EventJson;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ProtobufBodyTest {
    @Test
    void the_replicas_and_the_version_of_a_scale() throws Exception {
        byte[] scale = message(
                field(1, message(text(1, "db"), text(2, ""), text(6, "374"))),
                field(2, message(number(1, 300))),
                field(3, message()));

        assertThat(ProtobufBody.json(envelope("Scale", scale)))
                .isEqualTo(EventJson.mapper()
                        .readTree("{\"apiVersion\":\"v1\",\"kind\":\"Scale\",\"metadata\":{\"name\":\"db\","
                                + "\"resourceVersion\":\"374\"},\"spec\":{\"replicas\":300}}"));
    }

    @Test
    void for_how_long_and_for_whom_a_token_is() {
        byte[] token = message(field(2, message(text(1, "vault"), text(1, "x"), number(4, 7200))));

        var spec = Objects.requireNonNull(ProtobufBody.json(envelope("TokenRequest", token)))
                .path("spec");

        assertThat(spec.path("expirationSeconds").asInt()).isEqualTo(7200);
        assertThat(spec.path("audiences")).hasSize(2);
    }

    @Test
    void what_a_deletion_asks_for() {
        byte[] options = message(number(1, 0), field(2, message(text(1, "u"))), text(4, "Orphan"), text(5, "All"));

        var read = Objects.requireNonNull(ProtobufBody.json(envelope("DeleteOptions", options)));

        assertThat(read.path("gracePeriodSeconds").isNumber()).isTrue();
        assertThat(read.path("preconditions").path("uid").asText()).isEqualTo("u");
        assertThat(read.path("propagationPolicy").asText()).isEqualTo("Orphan");
        assertThat(read.path("dryRun").get(0).asText()).isEqualTo("All");
    }

    @Test
    void other_kinds_and_what_is_no_protobuf_are_not_read() {
        assertThat(ProtobufBody.json(envelope("Deployment", message(text(1, "x")))))
                .isNull();
        assertThat(ProtobufBody.json("{\"kind\":\"Scale\"}".getBytes(StandardCharsets.UTF_8)))
                .isNull();
        assertThat(ProtobufBody.json(new byte[0])).isNull();
    }

    @Test
    void a_broken_body_is_not_read_and_breaks_nothing() {
        byte[] whole = envelope("Scale", message(field(1, message(text(1, "db"))), field(2, message(number(1, 5)))));
        Random random = new Random(11);
        for (int i = 0; i < 2_000; i++) {
            byte[] broken = Arrays.copyOf(whole, random.nextInt(whole.length + 1));
            if (broken.length > 4) {
                broken[4 + random.nextInt(broken.length - 4)] = (byte) random.nextInt();
            }

            var read = ProtobufBody.json(broken);

            assertThat(read == null || read.isObject()).isTrue();
        }
    }

    private static byte[] envelope(String kind, byte[] raw) {
        return join(
                new byte[] {'k', '8', 's', 0},
                field(1, message(text(1, "v1"), text(2, kind))),
                field(2, raw),
                text(4, ""));
    }

    private static byte[] message(byte[]... fields) {
        return join(fields);
    }

    private static byte[] text(int number, String text) {
        return field(number, text.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] field(int number, byte[] content) {
        return join(varint(number << 3 | 2), varint(content.length), content);
    }

    private static byte[] number(int number, long value) {
        return join(varint((long) number << 3), varint(value));
    }

    private static byte[] varint(long value) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        long rest = value;
        while (rest > 0x7f) {
            out.write((int) (rest & 0x7f | 0x80));
            rest >>>= 7;
        }
        out.write((int) rest);
        return out.toByteArray();
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }
}
