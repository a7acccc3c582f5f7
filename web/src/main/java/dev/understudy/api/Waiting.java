package dev.understudy.api;

import dev.understudy.refusal.Problem;
import io.javalin.http.Context;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Requests that wait for something to happen. They hold none of the server's own threads, so that however many wait, the
 * pages answer; beyond a limit they are turned away.
 */
public final class Waiting implements AutoCloseable {
    private static final Duration LONGEST = Duration.ofSeconds(30);
    private static final int MOST = 256;
    private static final Pattern SECONDS = Pattern.compile("([0-9]{1,4})s?");

    private final ExecutorService waiters;

    public Waiting() {
        AtomicInteger number = new AtomicInteger();
        this.waiters = new ThreadPoolExecutor(0, MOST, 30, TimeUnit.SECONDS, new SynchronousQueue<>(), work -> {
            Thread thread = new Thread(work, "understudy-waiting-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Work that may block. */
    @FunctionalInterface
    interface Answer {
        Object get() throws InterruptedException;
    }

    /** Answers with JSON once the work is done. */
    void json(Context ctx, Answer work) {
        ctx.future(() -> {
            CompletableFuture<Object> answer = new CompletableFuture<>();
            try {
                waiters.execute(() -> {
                    try {
                        answer.complete(work.get());
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                        answer.completeExceptionally(stopping());
                    } catch (RuntimeException e) {
                        answer.completeExceptionally(e);
                    }
                });
            } catch (RejectedExecutionException e) {
                throw waiters.isShutdown()
                        ? stopping()
                        : Problem.of(503, "too-many-wait", MOST + " requests wait already: ask again in a moment");
            }
            return answer.thenAccept(ctx::json);
        });
    }

    /** How long the request is ready to wait: {@code wait=20s}. @throws Problem 400 where that is no number of seconds */
    static Duration patience(Context ctx, Duration otherwise) {
        String text = ctx.queryParam("wait");
        if (text == null || text.isEmpty()) {
            return otherwise;
        }
        Matcher matcher = SECONDS.matcher(text);
        if (!matcher.matches()) {
            throw Problem.badRequest(
                    "bad-parameter", "the parameter 'wait' is a number of seconds such as 20s, not " + text);
        }
        Duration asked = Duration.ofSeconds(Long.parseLong(matcher.group(1)));
        return asked.compareTo(LONGEST) > 0 ? LONGEST : asked;
    }

    @Override
    public void close() {
        waiters.shutdownNow();
    }

    private static Problem stopping() {
        return Problem.of(503, "stopping", "the server is stopping");
    }
}
