package dev.understudy.proxy;

import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.spdy.SpdyDataFrame;
import io.netty.handler.codec.spdy.SpdyFrameCodec;
import io.netty.handler.codec.spdy.SpdySynStreamFrame;
import io.netty.handler.codec.spdy.SpdyVersion;
import java.util.HashSet;
import java.util.Set;

/** SPDY/3.1: a stream whose header {@code streamType} says {@code stdin}; for a port-forward any {@code data}. */
final class SpdyStdin extends Stdin {
    private final Set<Integer> streams = new HashSet<>();

    SpdyStdin() {
        super(new EmbeddedChannel(new SpdyFrameCodec(SpdyVersion.SPDY_3_1, false)));
    }

    @Override
    void take(Object frame) {
        if (frame instanceof SpdySynStreamFrame opened) {
            String type = opened.headers().getAsString("streamtype");
            if ("stdin".equals(type) || "data".equals(type)) {
                streams.add(opened.streamId());
            }
        } else if (frame instanceof SpdyDataFrame data && streams.contains(data.streamId())) {
            keep(data.content());
        }
    }
}
