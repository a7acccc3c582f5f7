package dev.understudy.proxy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** {@code v4.channel.k8s.io} and its kin: the first byte of each message names the stream, 0 is standard input. */
final class WebSocketStdin extends Stdin {
    private int channel = -1;

    WebSocketStdin() {
        super(new EmbeddedChannel(new WebSocket13FrameDecoder(WebSocketDecoderConfig.newBuilder()
                .expectMaskedFrames(true)
                .allowExtensions(true)
                .maxFramePayloadLength(1 << 24)
                .build())));
    }

    @Override
    void take(Object frame) {
        if (!(frame instanceof WebSocketFrame message)) {
            return;
        }
        ByteBuf payload = message.content();
        if (message instanceof BinaryWebSocketFrame && payload.isReadable()) {
            channel = payload.readByte();
            if (channel == 0) {
                keep(payload);
            }
        } else if (message instanceof TextWebSocketFrame && payload.isReadable()) {
            // base64.channel.k8s.io
            channel = payload.readByte() - '0';
            if (channel == 0) {
                String text = payload.toString(StandardCharsets.US_ASCII);
                keep(Unpooled.wrappedBuffer(Base64.getMimeDecoder().decode(text)));
            }
        } else if (message instanceof ContinuationWebSocketFrame && channel == 0) {
            keep(Unpooled.wrappedBuffer(ByteBufUtil.getBytes(payload)));
        }
    }
}
