package dev.understudy.importing;

import io.temporal.api.common.v1.Payload;
import io.temporal.api.common.v1.Payloads;
import io.temporal.payload.codec.PayloadCodec;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Payloads as text that can be searched: decoded by the user's codec where there is one, redacted, and cut to a length. */
final class PayloadText {
    /** What is longer is cut: nobody searches beyond, and the store is not an archive of payloads. */
    private static final int MOST = 16_384;

    private static final Set<String> TEXT = Set.of("json/plain", "json/protobuf");
    private static final Set<String> KNOWN = Set.of("binary/null", "binary/plain", "binary/protobuf");

    private final List<PayloadCodec> codecs;
    private final UnaryOperator<String> redaction;
    private int encrypted;

    /** @param codecs tried in order on what is not readable */
    PayloadText(List<PayloadCodec> codecs, UnaryOperator<String> redaction) {
        this.codecs = List.copyOf(codecs);
        this.redaction = redaction;
    }

    String of(Payloads payloads) {
        return redacted(
                decoded(payloads.getPayloadsList()).stream().map(this::text).collect(Collectors.joining(" ")));
    }

    /** The text itself, redacted and cut. */
    String redacted(String text) {
        String whole = redaction.apply(text);
        return whole.length() <= MOST ? whole : whole.substring(0, MOST) + "…";
    }

    /** How many payloads could not be read so far. */
    int encrypted() {
        return encrypted;
    }

    private List<Payload> decoded(List<Payload> payloads) {
        List<Payload> now = payloads;
        for (PayloadCodec codec : codecs) {
            if (now.stream().allMatch(payload -> readable(encoding(payload)))) {
                return now;
            }
            try {
                now = codec.decode(now);
            } catch (RuntimeException notOurs) {
                // Another codec wrote it; what stays unreadable is counted.
            }
        }
        return now;
    }

    private String text(Payload payload) {
        String encoding = encoding(payload);
        if (TEXT.contains(encoding)) {
            return payload.getData().toStringUtf8();
        }
        if (encoding.equals("binary/null")) {
            return "null";
        }
        if (KNOWN.contains(encoding)) {
            return "(" + payload.getData().size() + " bytes)";
        }
        encrypted++;
        return "(unreadable here: " + encoding + ")";
    }

    private static boolean readable(String encoding) {
        return TEXT.contains(encoding) || KNOWN.contains(encoding);
    }

    private static String encoding(Payload payload) {
        return payload.getMetadataMap().containsKey("encoding")
                ? payload.getMetadataOrThrow("encoding").toStringUtf8()
                : "no encoding named";
    }
}
