package dev.understudy.proxy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.buffer.Buffer;

/**
 * What a client sends through an upgraded connection: a decoder that is fed a copy of the frames and keeps what was typed. It
 * never fails: of what it does not understand it says that it is broken. Belongs to one event loop.
 */
abstract class Stdin {
    private final EmbeddedChannel decoder;
    private final Buffer head = Buffer.buffer();
    private long total;
    private boolean broken;

    Stdin(EmbeddedChannel decoder) {
        this.decoder = decoder;
    }

    final void feed(Buffer bytes) {
        if (broken) {
            return;
        }
        try {
            decoder.writeInbound(Unpooled.wrappedBuffer(bytes.getBytes()));
            for (Object frame = decoder.readInbound(); frame != null; frame = decoder.readInbound()) {
                try {
                    take(frame);
                } finally {
                    ReferenceCountUtil.release(frame);
                }
            }
        } catch (Exception e) {
            // Whatever it is, it is a copy that cannot be read, and the stream goes on.
            broken = true;
        }
    }

    /** Takes a decoded frame. */
    abstract void take(Object frame);

    final void keep(ByteBuf payload) {
        int room = (int) Math.min(payload.readableBytes(), Limits.STDIN - head.length());
        if (room > 0) {
            byte[] bytes = new byte[room];
            payload.getBytes(payload.readerIndex(), bytes);
            head.appendBytes(bytes);
        }
        total += payload.readableBytes();
    }

    /** What was sent, as far as it is kept; empty for nothing. */
    byte[] bytes() {
        return head.getBytes();
    }

    /** Whether more was sent than is kept. */
    boolean isCut() {
        return broken || total > head.length();
    }

    void close() {
        decoder.finishAndReleaseAll();
    }
}
