package dev.understudy.monitor;

import java.util.List;

/**
 * What the monitors of a target say.
 *
 * @param firing by monitor and name; empty where nothing fires
 */
public record MonitorsState(List<FiringAlert> firing) {
    public MonitorsState {
        firing = List.copyOf(firing);
    }

    /** For a workflow's author: whether nothing fires. */
    public boolean quiet() {
        return firing.isEmpty();
    }
}
