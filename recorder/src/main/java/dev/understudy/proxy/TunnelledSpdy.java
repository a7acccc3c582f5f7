package dev.understudy.proxy;

import io.netty.buffer.ByteBufUtil;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.vertx.core.buffer.Buffer;

/** {@code SPDY/3.1+portforward.k8s.io}: SPDY frames in WebSocket messages. */
final class TunnelledSpdy extends Stdin {
    private final SpdyStdin inner = new SpdyStdin();

    TunnelledSpdy() {
        super(new EmbeddedChannel(new WebSocket13FrameDecoder(WebSocketDecoderConfig.newBuilder()
                .expectMaskedFrames(true)
                .allowExtensions(true)
                .maxFramePayloadLength(1 << 24)
                .build())));
    }

    @Override
    void take(Object frame) {
        if (frame instanceof WebSocketFrame message) {
            inner.feed(Buffer.buffer(ByteBufUtil.getBytes(message.content())));
        }
    }

    @Override
    byte[] bytes() {
        return inner.bytes();
    }

    @Override
    boolean isCut() {
        return super.isCut() || inner.isCut();
    }

    @Override
    void close() {
        inner.close();
        super.close();
    }
}
