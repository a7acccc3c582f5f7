package dev.understudy.shadow;

import dev.understudy.control.Held;
import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.SignalMethod;
import java.util.List;

/** The signals, and a query, by which the harness speaks to a workflow that knows nothing of it. */
public interface RunSignals {
    String OBSERVED = "understudy.observed";
    String ENDED = "understudy.ended";
    String PAUSE = "understudy.pause";
    String RESUME = "understudy.resume";
    String APPROVED = "understudy.approved";
    /** Not a signal but a query; takes nothing, returns a {@link Waiting}. */
    String WAITING = "understudy.waiting";

    /** What became of predictions. */
    @SignalMethod(name = OBSERVED)
    void observed(List<Observed> outcomes);

    /** The operators have ended the run: nothing will be observed any more, and no wait is worth its time. */
    @SignalMethod(name = ENDED)
    void ended();

    /** Holds the workflow before its next operation. */
    @SignalMethod(name = PAUSE)
    void pause();

    /** Ends a pause. @param released the holds of the run up to this number have all ended */
    @SignalMethod(name = RESUME)
    void resume(long released);

    /** A person lets this write leave, if it is this action. */
    @SignalMethod(name = APPROVED)
    void approved(long sequence, String fingerprint);

    /** What waits for a person. */
    @QueryMethod(name = WAITING)
    Waiting waiting();

    /**
     * What waits for a person.
     *
     * @param held writes, by sequence
     * @param children ids of the child workflows, which may have their own
     */
    record Waiting(List<Held> held, List<String> children) {
        public Waiting {
            held = List.copyOf(held);
            children = List.copyOf(children);
        }
    }
}
