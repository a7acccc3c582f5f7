package dev.understudy.effects;

import dev.understudy.recording.Request;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Whether what two sides do not share may still be the same, for all that can be told. */
final class Doubtful {
    /** With these, the effect may have been none at all. */
    private static final Set<String> MAY_BE_NOTHING = Set.of(
            CanonicalEffect.NO_ANSWER, CanonicalEffect.UNKNOWN_CHANGES, Request.TUNNEL_USED, Request.BEFORE_UNREADABLE);

    private Doubtful() {}

    /**
     * Every object that is left on either side must be doubtful: what was done to it on one side cannot be told, and on the
     * other side something was done to it as well, or nothing where it may have been nothing.
     */
    static boolean cannotBeTold(List<CanonicalEffect> leftA, List<CanonicalEffect> leftB) {
        Map<String, boolean[]> places = new HashMap<>();
        read(leftA, 0, places);
        read(leftB, 1, places);
        return !places.isEmpty()
                && places.values().stream().allMatch(place -> place[2] && place[0] && place[1] || place[3]);
    }

    static String why(List<CanonicalEffect> leftA, List<CanonicalEffect> leftB) {
        for (List<CanonicalEffect> side : List.of(leftA, leftB)) {
            for (CanonicalEffect one : side) {
                if (Relation.isDim(one) || Relation.isBlind(one)) {
                    return "what " + (side == leftA ? "A" : "B") + " did to "
                            + one.object().text() + " cannot be told (" + String.join(", ", new HashSet<>(one.doubts()))
                            + "): " + one.summary();
                }
            }
        }
        return "what was done cannot be told";
    }

    private static void read(List<CanonicalEffect> left, int side, Map<String, boolean[]> places) {
        for (CanonicalEffect one : left) {
            boolean[] place = places.computeIfAbsent(
                    one.operation()
                            + ' '
                            + one.object().text()
                            + ' '
                            + one.options().getOrDefault("container", ""),
                    key -> new boolean[4]);
            place[side] = true;
            place[2] |= Relation.isDim(one) || Relation.isBlind(one);
            place[3] |= one.doubts().stream().anyMatch(MAY_BE_NOTHING::contains);
        }
    }
}
