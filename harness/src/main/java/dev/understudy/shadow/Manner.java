package dev.understudy.shadow;

import dev.understudy.operation.NotObserved;
import java.util.Map;

/**
 * How a run is played, beside its mode: travels in the header, because it decides what a workflow waits for.
 *
 * @param stepByStep whether each live write waits for a person to approve it
 * @param notObserved what a shadow does whose operator went on without a predicted write
 */
public record Manner(boolean stepByStep, NotObserved notObserved) {
    public static final Manner ORDINARY = new Manner(false, NotObserved.SIMULATE);

    private static final String STEP_BY_STEP = "step-by-step";
    private static final String NOT_OBSERVED = "not-observed";

    /** What is as always is left out, so that the header of an ordinary run stays what it was. */
    void writeTo(Map<String, String> map) {
        if (stepByStep) {
            map.put(STEP_BY_STEP, "true");
        }
        if (notObserved != NotObserved.SIMULATE) {
            map.put(NOT_OBSERVED, notObserved.name());
        }
    }

    static Manner read(Map<String, String> map) {
        return new Manner(
                "true".equals(map.get(STEP_BY_STEP)),
                NotObserved.STOP.name().equals(map.get(NOT_OBSERVED)) ? NotObserved.STOP : NotObserved.SIMULATE);
    }
}
