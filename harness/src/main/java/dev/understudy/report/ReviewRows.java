package dev.understudy.report;

import dev.understudy.store.Micros;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** Reviews as rows. */
final class ReviewRows {
    private ReviewRows() {}

    /** The latest word on each reviewed divergence of the run. */
    static List<Review> holding(Handle handle, String run) {
        return handle.createQuery(
                        "SELECT * FROM review r WHERE run = :run AND number = (SELECT MAX(number) FROM review l"
                                + " WHERE l.run = r.run AND l.divergence = r.divergence) ORDER BY number")
                .bind("run", run)
                .map((row, context) -> review(row))
                .list();
    }

    static List<Review> all(Handle handle, String run, String divergence) {
        return handle.createQuery("SELECT * FROM review WHERE run = :run AND divergence = :divergence ORDER BY number")
                .bind("run", run)
                .bind("divergence", divergence)
                .map((row, context) -> review(row))
                .list();
    }

    static void insert(Handle handle, Review review) {
        handle.createUpdate("INSERT INTO review (number, run, divergence, verdict, comment, reviewer, at) VALUES"
                        + " ((SELECT COALESCE(MAX(number), 0) + 1 FROM review), :run, :divergence, :verdict, :comment,"
                        + " :reviewer, :at)")
                .bind("run", review.run())
                .bind("divergence", review.divergence())
                .bind("verdict", review.verdict().name())
                .bind("comment", review.comment())
                .bind("reviewer", review.reviewer())
                .bind("at", Micros.of(review.at()))
                .execute();
    }

    private static Review review(ResultSet row) throws SQLException {
        return new Review(
                row.getString("run"),
                row.getString("divergence"),
                ReviewVerdict.valueOf(row.getString("verdict")),
                row.getString("comment"),
                row.getString("reviewer"),
                Micros.instant(row.getLong("at")));
    }
}
