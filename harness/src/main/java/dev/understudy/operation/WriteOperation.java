package dev.understudy.operation;

/**
 * An operation that changes the world. Only a LIVE run performs it; elsewhere its result is simulated, or taken from what
 * the operator did.
 *
 * @param <R> the activity's result
 */
public interface WriteOperation<R> extends Operation<R> {
    /** The result that the operation would most likely have. Pure: {@code world} is all it may look at. */
    R simulate(World world);

    /** The result in the light of the operator doing the same. By default what {@link #simulate} says. */
    default R observed(Observation observation) {
        return simulate(observation.world());
    }
}
