package dev.understudy.importing;

import com.google.protobuf.ByteString;
import io.temporal.api.common.v1.Payload;
import io.temporal.payload.codec.PayloadCodec;
import java.util.List;

/** A codec as users have them; it only looks like encryption. */
public final class Scrambling implements PayloadCodec {
    @Override
    public List<Payload> encode(List<Payload> payloads) {
        return payloads.stream()
                .map(payload -> Payload.newBuilder()
                        .putMetadata("encoding", ByteString.copyFromUtf8("binary/scrambled"))
                        .setData(flipped(payload.toByteString()))
                        .build())
                .toList();
    }

    @Override
    public List<Payload> decode(List<Payload> payloads) {
        return payloads.stream()
                .map(payload -> {
                    if (!payload.getMetadataOrDefault("encoding", ByteString.EMPTY)
                            .toStringUtf8()
                            .equals("binary/scrambled")) {
                        return payload;
                    }
                    try {
                        return Payload.parseFrom(flipped(payload.getData()));
                    } catch (java.io.IOException e) {
                        throw new java.io.UncheckedIOException(e);
                    }
                })
                .toList();
    }

    private static ByteString flipped(ByteString bytes) {
        byte[] all = bytes.toByteArray();
        for (int i = 0; i < all.length; i++) {
            all[i] ^= 0x5a;
        }
        return ByteString.copyFrom(all);
    }
}
