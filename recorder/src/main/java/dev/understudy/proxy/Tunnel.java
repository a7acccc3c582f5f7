package dev.understudy.proxy;

import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.NetSocket;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Passes an upgraded connection (WebSocket or SPDY: exec, attach, port-forward) through as it is; reads a copy of stdin. */
final class Tunnel {
    private static final long MILLIS_TO_HANG_UP = 1_000;

    private final HttpServerRequest in;
    private final Route route;
    private final Upstream upstream;
    private final Draft draft;
    private final Consumer<Draft> done;

    Tunnel(HttpServerRequest in, Route route, Upstream upstream, Draft draft, Consumer<Draft> done) {
        this.in = in;
        this.route = route;
        this.upstream = upstream;
        this.draft = draft;
        this.done = done;
    }

    static boolean isWanted(HttpServerRequest in) {
        String connection = in.getHeader("Connection");
        return connection != null
                && connection.toLowerCase(Locale.ROOT).contains("upgrade")
                && in.headers().contains("Upgrade");
    }

    void start() {
        if (draft.method.equals("GET")) {
            byHttp(true);
            return;
        }
        MultiMap headers = MultiMap.caseInsensitiveMultiMap();
        Headers.request(in.headers(), headers, true);
        upstream.upgrade(draft.method, route.uri(), headers).onComplete(opened -> {
            if (opened.succeeded()) {
                RawUpgrade raw = opened.result();
                upgrade(raw.headers(), raw.socket(), raw.rest());
            } else if (opened.cause() instanceof RawUpgrade.Refused) {
                // Asked again in the ordinary way, for an answer with a body; it is refused again.
                byHttp(false);
            } else {
                away(opened.cause());
            }
        });
    }

    private void byHttp(boolean connect) {
        upstream.request(HttpMethod.valueOf(draft.method), route.uri()).onComplete(opened -> {
            if (opened.failed()) {
                away(opened.cause());
                return;
            }
            HttpClientRequest out = opened.result();
            Headers.request(in.headers(), out.headers(), true);
            // In the one form that Vert.x takes for an upgrade.
            out.putHeader("Connection", "Upgrade");
            in.response().closeHandler(closed -> {
                out.reset();
                done.accept(draft);
            });
            (connect ? out.connect() : out.send()).onComplete(answered -> {
                if (answered.failed()) {
                    away(answered.cause());
                } else if (connect && answered.result().statusCode() == 101) {
                    HttpClientResponse answer = answered.result();
                    upgrade(answer.headers(), answer.netSocket(), Buffer.buffer());
                } else {
                    refused(answered.result());
                }
            });
        });
    }

    private void away(Throwable why) {
        done.accept(draft);
        in.response().closeHandler(null);
        Absent.answer(in, route, why);
    }

    private void upgrade(MultiMap headers, NetSocket far, Buffer rest) {
        far.pause();
        draft.status = 101;
        draft.stdin = decoder(in.getHeader("Upgrade"), headers.get("Sec-WebSocket-Protocol"));
        HttpServerResponse out = in.response();
        out.closeHandler(null);
        Headers.answer(headers, out.headers(), true);
        in.toNetSocket().onComplete(opened -> {
            if (opened.failed()) {
                done.accept(draft);
                far.close();
                return;
            }
            if (rest.length() > 0) {
                opened.result().write(rest);
            }
            connect(opened.result(), far);
        });
    }

    private void connect(NetSocket near, NetSocket far) {
        near.pause();
        Stdin stdin = draft.stdin;
        pump(near, far, stdin == null ? piece -> {} : stdin::feed);
        pump(far, near, piece -> {});
        near.exceptionHandler(failure -> far.close());
        far.exceptionHandler(failure -> near.close());
        near.closeHandler(closed -> {
            far.close();
            done.accept(draft);
        });
        // The end comes behind the last piece; that the connection was closed can be told before it.
        far.endHandler(end -> closeGently(near));
        near.resume();
        far.resume();
    }

    /**
     * Lets the client hang up first. To close at once a connection on which something still comes in makes the system throw
     * away what the client has not read yet, and with it the program's output (RFC 1122, 4.2.2.13).
     */
    private static void closeGently(NetSocket near) {
        Vertx vertx = Vertx.currentContext().owner();
        vertx.setTimer(MILLIS_TO_HANG_UP, late -> near.close());
    }

    private @Nullable Stdin decoder(@Nullable String upgrade, @Nullable String protocol) {
        boolean wanted = draft.has("stdin") || draft.path.endsWith("/portforward");
        if (!wanted || upgrade == null) {
            return null;
        }
        if (upgrade.toLowerCase(Locale.ROOT).startsWith("spdy")) {
            return new SpdyStdin();
        }
        return protocol != null && protocol.startsWith("SPDY/") ? new TunnelledSpdy() : new WebSocketStdin();
    }

    /** No upgrade: an ordinary answer, often a short Status. */
    private void refused(HttpClientResponse answer) {
        HttpServerResponse out = in.response();
        out.closeHandler(null);
        draft.status = answer.statusCode();
        out.setStatusCode(answer.statusCode()).setStatusMessage(answer.statusMessage());
        Headers.answer(answer.headers(), out.headers(), false);
        in.resume();
        answer.body().onComplete(body -> {
            done.accept(draft);
            if (body.succeeded()) {
                out.putHeader("Content-Length", Integer.toString(body.result().length()));
                out.end(body.result());
            } else {
                in.connection().close();
            }
        });
    }

    private static void pump(NetSocket from, NetSocket to, Consumer<Buffer> copy) {
        from.handler(piece -> {
            copy.accept(piece);
            to.write(piece);
            if (to.writeQueueFull()) {
                from.pause();
                to.drainHandler(drained -> from.resume());
            }
        });
    }
}
