package dev.understudy.shadow;

import dev.understudy.action.Action;
import dev.understudy.journal.JournalEntry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;

/**
 * The writes of a plan, and which of them a live run has come to. The order counts only where the rehearsal showed that a write
 * waits for another: what was asked for in parallel may come in any order. All methods are synchronized on the object.
 */
final class FollowedPlan {
    private final List<Planned> writes;
    private final Map<String, List<Integer>> byAct = new HashMap<>();
    private final Map<Long, Integer> bySequence = new HashMap<>();
    private final boolean[] passed;
    private final Set<Long> followed = new HashSet<>();
    /** All writes before this one are passed. */
    private int firstOpen;

    private record Planned(long sequence, long after, Action action) {}

    /** @param plan the writes of a rehearsal, by sequence */
    FollowedPlan(List<JournalEntry> plan) {
        this.writes = plan.stream()
                .map(entry -> new Planned(
                        entry.sequence(),
                        entry.operation().after(),
                        entry.operation().action()))
                .toList();
        this.passed = new boolean[writes.size()];
        for (int i = 0; i < writes.size(); i++) {
            byAct.computeIfAbsent(act(writes.get(i).action()), key -> new ArrayList<>())
                    .add(i);
            bySequence.put(writes.get(i).sequence(), i);
        }
    }

    /**
     * The run comes to a write; coming to the same one again changes nothing.
     *
     * @param accepted asked where it is outside the plan: whether a person let it leave all the same
     * @return why it is outside the plan; empty where it is in it, or accepted
     */
    synchronized Optional<String> follow(long sequence, Action action, BooleanSupplier accepted) {
        if (followed.contains(sequence)) {
            return Optional.empty();
        }
        int at = find(sequence, action);
        Optional<Planned> missing = at < 0 ? Optional.empty() : missingBefore(at);
        if (at >= 0 && missing.isEmpty()) {
            pass(at);
            followed.add(sequence);
            return Optional.empty();
        }
        if (accepted.getAsBoolean()) {
            followed.add(sequence);
            if (at >= 0) {
                // Whoever accepted it gave up what the plan shows before it.
                long after = writes.get(at).after();
                for (int i = 0; i < writes.size() && writes.get(i).sequence() <= after; i++) {
                    pass(i);
                }
                pass(at);
            }
            return Optional.empty();
        }
        return Optional.of(missing.map(first ->
                        "its rehearsal did this only after: " + first.action().summary())
                .orElseGet(() -> words(action)));
    }

    /** The write of the plan that it is: the one of the same number, else the first that has not come; negative for none. */
    private int find(long sequence, Action action) {
        Integer same = bySequence.get(sequence);
        if (same != null && !passed[same] && writes.get(same).action().sameAs(action)) {
            return same;
        }
        int open = -1;
        for (int i : byAct.getOrDefault(act(action), List.of())) {
            if (!passed[i]) {
                if (missingBefore(i).isEmpty()) {
                    return i;
                }
                open = open < 0 ? i : open;
            }
        }
        return open;
    }

    private Optional<Planned> missingBefore(int at) {
        long after = writes.get(at).after();
        for (int i = firstOpen; i < writes.size() && writes.get(i).sequence() <= after; i++) {
            if (!passed[i]) {
                return Optional.of(writes.get(i));
            }
        }
        return Optional.empty();
    }

    private void pass(int at) {
        passed[at] = true;
        while (firstOpen < passed.length && passed[firstOpen]) {
            firstOpen++;
        }
    }

    private String words(Action action) {
        return writes.stream()
                .filter(write -> write.action().sameKindAs(action))
                .findFirst()
                .map(write -> "its rehearsal did this in another way: "
                        + write.action().summary() + "; now it is to be: " + action.summary())
                .orElse("its rehearsal did not show this: " + action.summary());
    }

    private static String act(Action action) {
        return action.operation() + '\n' + action.object() + '\n' + action.fields();
    }
}
