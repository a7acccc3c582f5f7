package dev.understudy.alignment.tree;

import java.util.Map;

/**
 * What it costs to leave an event, or a task, without a partner, by label; 1 for labels that are not named. Not negative.
 *
 * @param log of events of the trace
 * @param model of tasks of the tree
 */
public record MoveCosts(Map<String, Integer> log, Map<String, Integer> model) {
    /** 1 for everything. */
    public static final MoveCosts UNIT = new MoveCosts(Map.of(), Map.of());

    public MoveCosts {
        log = Map.copyOf(log);
        model = Map.copyOf(model);
        for (Map<String, Integer> costs : java.util.List.of(log, model)) {
            costs.forEach((label, cost) -> {
                if (cost < 0 || cost > 1_000_000) {
                    throw new IllegalArgumentException(
                            "the cost of " + label + " is not between 0 and 1000000: " + cost);
                }
            });
        }
    }

    int ofEvent(String label) {
        return log.getOrDefault(label, 1);
    }

    int ofTask(String label) {
        return model.getOrDefault(label, 1);
    }
}
