package dev.understudy.proxy;

import dev.understudy.recording.Request;

/** Takes the requests that a proxy saw, each once it is complete, and so not always in the order of their numbers. */
@FunctionalInterface
public interface RequestSink {
    /**
     * Called by one thread at a time.
     *
     * @param request redacted; its {@code invocation} is the name by which the client was known, null for none
     */
    void accept(Request request);
}
