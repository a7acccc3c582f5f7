package dev.understudy.effects;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a sequence of effects comes to in the end: for each object what became of it, and what cannot be undone by more. */
final class Net {
    private final Map<String, NetState> objects = new LinkedHashMap<>();
    private final List<CanonicalEffect> acts = new ArrayList<>();

    Net(List<CanonicalEffect> effects) {
        for (CanonicalEffect effect : effects) {
            if (NetState.covers(effect)) {
                String object =
                        effect.object().cluster() + " " + effect.object().text();
                objects.computeIfAbsent(object, one -> new NetState()).add(effect);
            } else {
                acts.add(effect);
            }
        }
    }

    /** Whether both come to the same state, with the same acts in the same order that no state tells of. */
    boolean sameAs(Net other) {
        if (acts.size() != other.acts.size()) {
            return false;
        }
        for (int i = 0; i < acts.size(); i++) {
            if (!Relation.of(acts.get(i), other.acts.get(i)).isSame()) {
                return false;
            }
        }
        return covers(other) && other.covers(this);
    }

    /** Whether the way there was the same but for how it was cut into requests. */
    boolean sameWay(Net other) {
        return objects.keySet().equals(other.objects.keySet())
                && objects.entrySet().stream().allMatch(mine -> {
                    NetState theirs = other.objects.get(mine.getKey());
                    return theirs != null
                            && mine.getValue().isStraight()
                            && theirs.isStraight()
                            && mine.getValue().rollouts() == theirs.rollouts();
                });
    }

    private boolean covers(Net other) {
        return objects.entrySet().stream().allMatch(mine -> {
            NetState theirs = other.objects.get(mine.getKey());
            return theirs == null
                    ? mine.getValue().isNothing()
                    : mine.getValue().sameAs(theirs);
        });
    }
}
