package dev.understudy.report;

import dev.understudy.store.Micros;
import java.time.Instant;

/**
 * One reviewer's word on one divergence of a run.
 *
 * @param divergence the divergence's id within the run's report
 * @param comment may be empty
 */
public record Review(
        String run, String divergence, ReviewVerdict verdict, String comment, String reviewer, Instant at) {
    public Review {
        at = Micros.truncated(at);
    }
}
