package dev.understudy.pages;

import dev.understudy.control.Control;
import dev.understudy.control.Held;
import dev.understudy.control.Hold;
import dev.understudy.harness.RunRefused;
import dev.understudy.operation.Mode;
import dev.understudy.run.Run;
import dev.understudy.run.RunState;
import java.util.List;

/**
 * What a run waits for, as its page shows it.
 *
 * @param holds oldest first
 * @param waiting the writes that wait for approval, by sequence
 * @param unclear why it is not known what waits; empty where it is
 */
public record Steering(List<Hold> holds, List<Held> waiting, String unclear) {
    private static final Steering NOTHING = new Steering(List.of(), List.of(), "");

    static Steering of(Control control, Run run) {
        if (run.state() != RunState.OPEN) {
            return NOTHING;
        }
        List<Hold> holds = control.holds(run.id());
        if (run.mode() != Mode.LIVE) {
            return new Steering(holds, List.of(), "");
        }
        try {
            return new Steering(holds, control.waiting(run.id()), "");
        } catch (RunRefused away) {
            return new Steering(holds, List.of(), String.valueOf(away.getMessage()));
        }
    }
}
