package dev.understudy.shadow;

import io.temporal.workflow.SignalMethod;
import java.util.List;

/** The signals by which the harness speaks to a workflow that knows nothing of it. */
public interface RunSignals {
    String OBSERVED = "understudy.observed";
    String ENDED = "understudy.ended";
    String PAUSE = "understudy.pause";
    String RESUME = "understudy.resume";

    /** What became of predictions. */
    @SignalMethod(name = OBSERVED)
    void observed(List<Observed> outcomes);

    /** The operators have ended the run: nothing will be observed any more, and no wait is worth its time. */
    @SignalMethod(name = ENDED)
    void ended();

    /** Holds the workflow before its next operation. */
    @SignalMethod(name = PAUSE)
    void pause();

    /** Ends a pause. */
    @SignalMethod(name = RESUME)
    void resume();
}
