package dev.understudy.proxy;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * An upgrade by another method than GET, which Vert.x's HTTP client does not know: the head of the request is written to a
 * plain connection, and that of the answer read from it.
 *
 * @param headers of the answer
 * @param socket paused
 * @param rest what came behind the head
 */
record RawUpgrade(MultiMap headers, NetSocket socket, Buffer rest) {
    private static final int LONGEST_HEAD = 1 << 16;

    /** The server answered, and not with an upgrade. */
    static final class Refused extends IOException {
        private static final long serialVersionUID = 1L;

        Refused(String statusLine) {
            super(statusLine);
        }
    }

    /** Fails with {@link Refused} where the server does not switch protocols. */
    static Future<RawUpgrade> open(
            Future<NetSocket> connection, String method, String uri, String host, MultiMap headers) {
        return connection.compose(socket -> {
            Promise<RawUpgrade> promise = Promise.promise();
            Buffer read = Buffer.buffer();
            socket.exceptionHandler(promise::tryFail);
            socket.closeHandler(closed -> promise.tryFail(new IOException("the connection was closed")));
            socket.handler(piece -> {
                read.appendBuffer(piece);
                int end = endOfHead(read);
                if (end < 0 && read.length() < LONGEST_HEAD) {
                    return;
                }
                socket.pause();
                socket.handler(null);
                String head = read.getString(0, Math.max(0, end), StandardCharsets.ISO_8859_1.name());
                String[] lines = head.split("\r\n");
                if (!lines[0].matches("HTTP/1\\.1 101\\b.*")) {
                    socket.closeHandler(null);
                    socket.close();
                    promise.tryFail(new Refused(lines[0]));
                    return;
                }
                promise.tryComplete(new RawUpgrade(headers(lines), socket, read.getBuffer(end, read.length())));
            });
            StringBuilder head = new StringBuilder(method + " " + uri + " HTTP/1.1\r\nHost: " + host + "\r\n");
            for (Map.Entry<String, String> header : headers) {
                head.append(header.getKey())
                        .append(": ")
                        .append(header.getValue())
                        .append("\r\n");
            }
            socket.write(Buffer.buffer(head.append("\r\n").toString(), StandardCharsets.ISO_8859_1.name()));
            return promise.future();
        });
    }

    private static MultiMap headers(String[] lines) {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap();
        for (int i = 1; i < lines.length; i++) {
            int colon = lines[i].indexOf(':');
            if (colon > 0) {
                headers.add(
                        lines[i].substring(0, colon),
                        lines[i].substring(colon + 1).strip());
            }
        }
        return headers;
    }

    private static int endOfHead(Buffer read) {
        for (int i = 3; i < read.length(); i++) {
            if (read.getByte(i) == '\n' && read.getByte(i - 2) == '\n' && read.getByte(i - 1) == '\r') {
                return i + 1;
            }
        }
        return -1;
    }
}
