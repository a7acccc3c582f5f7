package dev.understudy.kubernetes;

import java.util.List;

/**
 * The health of a StatefulSet's pods.
 *
 * @param pods how many there are
 * @param notReady those that are not ready, as {@code db-2: Pending (0/3 nodes are available)}, by name
 */
public record PodsReady(int pods, List<String> notReady) {
    public PodsReady {
        notReady = List.copyOf(notReady);
    }

    public boolean all() {
        return notReady.isEmpty();
    }
}
