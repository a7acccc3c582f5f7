package dev.understudy.effects.kind;

import dev.understudy.effects.CanonicalEffect;
import dev.understudy.effects.Standing;
import dev.understudy.effects.document.Change;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * An update that writes the time of a restart into the template of the pods: an act of its own, of which the time is no part,
 * and which is done again each time.
 */
final class Restart {
    private static final List<String> STAMPS = List.of(
            "/spec/template/metadata/annotations/kubectl.kubernetes.io~1restartedAt",
            "/spec/template/metadata/annotations/cattle.io~1timestamp");

    private Restart() {}

    /** The update without the restart, if there is more to it, and the restart. */
    static List<CanonicalEffect> split(CanonicalEffect update) {
        SortedMap<String, Change> rest = new TreeMap<>(update.changes());
        boolean restarts = false;
        for (String stamp : STAMPS) {
            Change change = rest.get(stamp);
            if (change != null && change.to() != null) {
                rest.remove(stamp);
                restarts = true;
            }
        }
        if (!restarts) {
            return List.of(update);
        }
        CanonicalEffect restart = CanonicalEffect.of("restart", update.object(), update.request())
                .withGuard(update.guard())
                .withBookkeeping(update.bookkeeping());
        return rest.isEmpty()
                ? List.of(restart.withStanding(Standing.EFFECT))
                : List.of(update.withChanges(rest), restart);
    }
}
