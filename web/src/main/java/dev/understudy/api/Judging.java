package dev.understudy.api;

import dev.understudy.people.Person;
import dev.understudy.refusal.Problem;
import dev.understudy.report.Review;
import dev.understudy.report.ReviewVerdict;
import java.util.function.Consumer;

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
        if (comment.length() > LONGEST) {
            throw Problem.badRequest("comment-too-long", "a comment has at most " + LONGEST + " characters");
        }
        try {
            Review review = backstage.reviews().give(run, divergence, verdict, comment.strip(), person.name());
            changed.accept(run);
            return review;
        } catch (IllegalArgumentException e) {
            throw Problem.of(404, "no-such-divergence", String.valueOf(e.getMessage()));
        }
    }
}
