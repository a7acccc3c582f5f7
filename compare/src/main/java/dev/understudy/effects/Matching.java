package dev.understudy.effects;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which effect of one side is which of the other, where they are not the same in the same order. */
final class Matching {
    /** Beyond this many, an order that differs is taken for one that matters. */
    private static final int MOST = 3_000;

    private static final Set<String> STATES = Set.of("update", "create", "restart");

    private final List<CanonicalEffect> a;
    private final List<CanonicalEffect> b;
    private final int[] bOfA;
    private final List<CanonicalEffect> leftB = new ArrayList<>();

    /** Pairs the same effects, in order; of several candidates the closest. */
    Matching(List<CanonicalEffect> a, List<CanonicalEffect> b) {
        this.a = a;
        this.b = b;
        this.bOfA = new int[a.size()];
        Arrays.fill(bOfA, -1);
        Map<String, Deque<Integer>> free = new HashMap<>();
        for (int j = 0; j < b.size(); j++) {
            free.computeIfAbsent(key(b.get(j)), key -> new ArrayDeque<>()).add(j);
        }
        for (int i = 0; i < a.size(); i++) {
            Deque<Integer> candidates = free.getOrDefault(key(a.get(i)), new ArrayDeque<>());
            Relation best = Relation.UNTOLD;
            int chosen = -1;
            for (int j : candidates) {
                Relation relation = Relation.of(a.get(i), b.get(j));
                if (relation.compareTo(best) < 0) {
                    best = relation;
                    chosen = j;
                }
                if (relation == Relation.SAME) {
                    break;
                }
            }
            if (chosen >= 0) {
                bOfA[i] = chosen;
                candidates.remove(chosen);
            }
        }
        boolean[] taken = new boolean[b.size()];
        for (int j : bOfA) {
            if (j >= 0) {
                taken[j] = true;
            }
        }
        for (int j = 0; j < b.size(); j++) {
            if (!taken[j]) {
                leftB.add(b.get(j));
            }
        }
    }

    boolean isComplete() {
        return leftB.isEmpty() && Arrays.stream(bOfA).noneMatch(j -> j < 0);
    }

    List<CanonicalEffect> leftA() {
        List<CanonicalEffect> left = new ArrayList<>();
        for (int i = 0; i < bOfA.length; i++) {
            if (bOfA[i] < 0) {
                left.add(a.get(i));
            }
        }
        return left;
    }

    List<CanonicalEffect> leftB() {
        return leftB;
    }

    /** How the pairs relate at the farthest. */
    Relation farthest() {
        Relation farthest = Relation.SAME;
        for (int i = 0; i < bOfA.length; i++) {
            if (bOfA[i] >= 0) {
                Relation relation = Relation.of(a.get(i), b.get(bOfA[i]));
                farthest = relation.compareTo(farthest) > 0 ? relation : farthest;
            }
        }
        return farthest;
    }

    /** How much the order of the pairs matters. */
    Order order() {
        if (a.size() > MOST) {
            return Order.MATTERS;
        }
        Order order = Order.NONE;
        for (int i = 0; i < bOfA.length; i++) {
            for (int k = i + 1; k < bOfA.length; k++) {
                if (bOfA[i] > bOfA[k]) {
                    Order one = order(a.get(i), a.get(k));
                    order = one.compareTo(order) > 0 ? one : order;
                }
            }
        }
        return order;
    }

    /** What the first pair is whose order differs, for people. */
    String firstMoved() {
        for (int i = 0; i + 1 < bOfA.length; i++) {
            if (bOfA[i] > bOfA[i + 1]) {
                return a.get(i).operation() + " " + a.get(i).object().text() + " before "
                        + a.get(i + 1).operation() + " " + a.get(i + 1).object().text();
            }
        }
        return "";
    }

    /** What it means that two effects changed places. */
    enum Order {
        NONE,
        /** Nobody means an order in it: evictions of one drain, deletions of one collection. */
        ANY,
        /** They have nothing to do with each other. */
        INDEPENDENT,
        MATTERS
    }

    private static Order order(CanonicalEffect one, CanonicalEffect other) {
        boolean sameOperation = one.operation().equals(other.operation());
        boolean sameObject = one.object().sameAs(other.object());
        if (sameObject) {
            return sameOperation && one.operation().equals("update") && isApart(one, other)
                    ? Order.INDEPENDENT
                    : Order.MATTERS;
        }
        if (sameOperation && (one.operation().equals("evict") || one.operation().equals("delete"))) {
            return Order.ANY;
        }
        return sameOperation && STATES.contains(one.operation()) ? Order.INDEPENDENT : Order.MATTERS;
    }

    /** Whether two updates of one object write other fields, and at most one of them starts new pods. */
    private static boolean isApart(CanonicalEffect one, CanonicalEffect other) {
        boolean both = startsPods(one) && startsPods(other);
        return !both
                && one.changes().keySet().stream()
                        .noneMatch(pointer -> other.changes().keySet().stream()
                                .anyMatch(theirs -> theirs.equals(pointer)
                                        || theirs.startsWith(pointer + "/")
                                        || pointer.startsWith(theirs + "/")));
    }

    private static boolean startsPods(CanonicalEffect effect) {
        return effect.changes().keySet().stream().anyMatch(pointer -> pointer.startsWith("/spec/template/"));
    }

    private static String key(CanonicalEffect effect) {
        return effect.operation() + ' ' + effect.object().text();
    }
}
