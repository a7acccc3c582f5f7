package dev.understudy.control;

import dev.understudy.operation.NotObserved;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * What watches over runs besides the people.
 *
 * @param guard asked before each live write, and from time to time in between
 * @param guardEvery how often in between
 * @param incidents told once of each; decides whether the workflow is demoted
 * @param notObserved what the policy says for a workflow of this type where its own automation says the argument
 */
public record Supervision(
        Guard guard, Duration guardEvery, Consumer<Incident> incidents, NotObservedPolicy notObserved) {
    /** Nobody looks, and every workflow does as its automation says. */
    public static final Supervision NONE =
            new Supervision(Guard.NONE, Duration.ofSeconds(5), incident -> {}, (type, own) -> own);

    /** Decides what a shadow does whose operator went on without a predicted write. */
    @FunctionalInterface
    public interface NotObservedPolicy {
        NotObserved of(String workflowType, NotObserved own);
    }

    public Supervision with(Guard other) {
        return new Supervision(other, guardEvery, incidents, notObserved);
    }

    public Supervision telling(Consumer<Incident> other) {
        return new Supervision(guard, guardEvery, other, notObserved);
    }

    public Supervision with(NotObservedPolicy other) {
        return new Supervision(guard, guardEvery, incidents, other);
    }
}
