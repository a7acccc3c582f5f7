package dev.understudy.api;

import dev.understudy.people.Person;
import dev.understudy.refusal.Problem;
import dev.understudy.report.Review;
import dev.understudy.report.ReviewVerdict;
import dev.understudy.report.SplitField;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A reviewer's word on a divergence. */
public final class Judging {
    private static final int LONGEST = 10_000;

    private final Backstage backstage;
    private final Consumer<String> changed;

    /** @param changed told the run */
    public Judging(Backstage backstage, Consumer<String> changed) {
        this.backstage = backstage;
        this.changed = changed;
    }

    /** @throws Problem 404 where there is no such divergence */
    public Review give(String run, String divergence, ReviewVerdict verdict, String comment, Person person) {
        checkLength(comment);
        try {
            Review review = backstage.reviews().give(run, divergence, verdict, comment.strip(), person.name());
            changed.accept(run);
            return review;
        } catch (IllegalArgumentException e) {
            throw Problem.of(404, "no-such-divergence", String.valueOf(e.getMessage()));
        }
    }

    /** The same verdict for all of a group that wait. @throws Problem 404 where there is no such group */
    public List<Review> giveAll(String group, ReviewVerdict verdict, String comment, Person person) {
        checkLength(comment);
        try {
            List<Review> given = backstage.groups().give(group, verdict, comment.strip(), person.name());
            given.stream().map(Review::run).distinct().forEach(changed);
            return given;
        } catch (IllegalArgumentException e) {
            throw Problem.of(404, "no-such-group", String.valueOf(e.getMessage()));
        }
    }

    /** Splits a group for good. @throws Problem 404 where there is no such group or value */
    public void split(String group, SplitField field, @Nullable String value, Person person) {
        try {
            backstage
                    .groups()
                    .split(group, field, value == null || value.isBlank() ? null : value.strip(), person.name());
        } catch (IllegalArgumentException e) {
            throw Problem.of(404, "no-such-group", String.valueOf(e.getMessage()));
        }
    }

    private static void checkLength(String comment) {
        if (comment.length() > LONGEST) {
            throw Problem.badRequest("comment-too-long", "a comment has at most " + LONGEST + " characters");
        }
    }
}
