package dev.understudy.report;

import dev.understudy.divergence.Report;
import java.time.Instant;
import java.util.List;

/**
 * A run's latest report, with the word that holds on each reviewed divergence.
 *
 * @param json the report as it was stored, byte for byte
 * @param reviews one for each reviewed divergence that the report has, in the report's order
 */
public record StoredReport(Report report, String json, Instant madeAt, List<Review> reviews) {
    public StoredReport {
        reviews = List.copyOf(reviews);
    }
}
