package dev.understudy.forward;

import org.jspecify.annotations.Nullable;

/**
 * How far the forwarder is.
 *
 * @param connected whether the server answered the last time it was asked
 * @param acknowledged the server has stored all events up to this one
 * @param waiting how many events in the spool it has not
 * @param trouble one line for the operator: {@code refused: …} where the server does not want the events,
 *     {@code away: …} where it does not answer; null where all is well
 */
public record ForwarderStatus(
        boolean connected,
        long acknowledged,
        long waiting,
        @Nullable String trouble) {
    public boolean hasEverything() {
        return waiting == 0;
    }
}
