package dev.understudy.proxy;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.streams.ReadStream;
import io.vertx.core.streams.WriteStream;
import java.util.Set;
import java.util.function.Consumer;

/** Passes one request on and its answer back, byte for byte, while it keeps a copy of what a write says. */
final class Exchange {
    private static final Set<HttpMethod> REPEATABLE = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

    private final HttpServerRequest in;
    private final Route route;
    private final Upstream upstream;
    private final Draft draft;
    private final Consumer<Draft> done;
    private final RecentReads reads;
    private final boolean readsObject;
    private final boolean streams;
    private boolean gone;

    Exchange(
            HttpServerRequest in,
            Route route,
            Upstream upstream,
            Draft draft,
            RecentReads reads,
            Consumer<Draft> done) {
        this.in = in;
        this.route = route;
        this.upstream = upstream;
        this.draft = draft;
        this.done = done;
        this.reads = reads;
        this.readsObject = RecentReads.isOfObject(draft);
        this.streams = draft.has("watch") || draft.has("follow");
    }

    void start() {
        draft.objects = BeforeAndAfter.of(upstream, reads, draft.method, draft.path, draft.query);
        in.response().exceptionHandler(failure -> gone = true);
        if (draft.objects == null) {
            send(true);
        } else {
            draft.objects.readBefore().onComplete(read -> send(true));
        }
    }

    private void send(boolean first) {
        if (gone) {
            ended();
            return;
        }
        boolean hasBody = in.headers().contains("Content-Length") && !"0".equals(in.getHeader("Content-Length"))
                || in.headers().contains("Transfer-Encoding");
        boolean again = first && !hasBody && REPEATABLE.contains(in.method());
        upstream.request(in.method(), route.uri()).onComplete(opened -> {
            if (opened.failed()) {
                away(opened.cause());
                return;
            }
            HttpClientRequest out = opened.result();
            Headers.request(in.headers(), out.headers(), false);
            if (draft.objects != null) {
                preferJson(out);
            }
            in.response().closeHandler(closed -> {
                gone = true;
                out.reset();
                ended();
            });
            out.response().onComplete(answered -> {
                if (answered.succeeded()) {
                    answer(answered.result());
                } else if (again && !gone) {
                    // A kept connection may have been closed by the server just as it was used.
                    send(false);
                } else {
                    away(answered.cause());
                }
            });
            if (hasBody) {
                out.setChunked(!out.headers().contains("Content-Length"));
                relay(in, out, draft.body::add);
            } else {
                out.end();
                in.resume();
            }
        });
    }

    /** An answer in protobuf tells us nothing; who takes JSON as well does not mind. */
    private static void preferJson(HttpClientRequest out) {
        String accept = out.headers().get("Accept");
        if (accept != null && accept.contains("protobuf") && accept.contains("application/json")) {
            out.putHeader("Accept", "application/json");
        }
    }

    private void answer(HttpClientResponse answer) {
        HttpServerResponse out = in.response();
        draft.status = answer.statusCode();
        draft.answerType = answer.getHeader("Content-Type");
        draft.answerEncoding = answer.getHeader("Content-Encoding");
        if (gone || out.ended() || out.closed()) {
            ended();
            return;
        }
        out.setStatusCode(answer.statusCode()).setStatusMessage(answer.statusMessage());
        Headers.answer(answer.headers(), out.headers(), false);
        if (!out.headers().contains("Content-Length") && in.method() != HttpMethod.HEAD) {
            out.setChunked(true);
        }
        answer.exceptionHandler(failure -> {
            // Cut off in the middle: so shall the client's be.
            ended();
            in.connection().close();
        });
        if (streams) {
            out.writeHead();
            done.accept(draft);
        }
        Consumer<Buffer> copy = draft.objects == null && !readsObject ? piece -> {} : draft.answer::add;
        answer.endHandler(end -> {
            out.closeHandler(null);
            if (readsObject) {
                reads.keep(route.cluster(), draft);
            }
            ended();
            out.end();
        });
        pump(answer, out, copy);
    }

    private void away(Throwable why) {
        ended();
        if (!gone) {
            in.response().closeHandler(null);
            Absent.answer(in, route, why);
        }
    }

    private void ended() {
        done.accept(draft);
    }

    private static void relay(HttpServerRequest from, HttpClientRequest to, Consumer<Buffer> copy) {
        from.endHandler(end -> to.end());
        pump(from, to, copy);
    }

    private static void pump(ReadStream<Buffer> from, WriteStream<Buffer> to, Consumer<Buffer> copy) {
        from.handler(piece -> {
            copy.accept(piece);
            to.write(piece);
            if (to.writeQueueFull()) {
                from.pause();
                to.drainHandler(drained -> from.resume());
            }
        });
        from.resume();
    }
}
