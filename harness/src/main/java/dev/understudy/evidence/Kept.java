package dev.understudy.evidence;

import java.time.Instant;

/**
 * That a run's evidence is kept for a version that was not beside its operators: a clean backtest found that it decides in
 * everything as the version did that was.
 *
 * @param backtest the backtest's number
 */
public record Kept(long backtest, String by, Instant at) {
    /** A clause for people. */
    public String words() {
        return "kept by backtest " + backtest + " of " + by + ", which reproduced the run";
    }
}
