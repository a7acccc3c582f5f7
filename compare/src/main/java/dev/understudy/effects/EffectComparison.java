package dev.understudy.effects;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Says whether two ways to act on clusters have the same effect. Pure and thread-safe. */
public final class EffectComparison {
    private static final int MOST_TOLD = 1_000;

    private EffectComparison() {}

    public static EffectAnswer compare(ObservedEffects a, ObservedEffects b) {
        String here = a.namespace();
        String there = b.namespace();
        boolean elsewhere = here != null && there != null && !here.equals(there);
        List<CanonicalEffect> effectsB = b.effects();
        List<CanonicalEffect> withoutB = b.withoutEffect();
        if (elsewhere) {
            effectsB = Namespaces.swapped(effectsB, Objects.requireNonNull(there), Objects.requireNonNull(here));
            withoutB = Namespaces.swapped(withoutB, there, here);
        }
        EffectAnswer answer = effects(a.effects(), effectsB, a.withoutEffect(), withoutB);
        if (elsewhere) {
            answer = told(answer, "the namespace " + there + " of the second is taken for " + here + " of the first");
        }
        return unseen(answer, a.unseen(), b.unseen());
    }

    /** As {@link #compare(ObservedEffects, ObservedEffects)}, of effects alone. */
    public static EffectAnswer compare(List<CanonicalEffect> a, List<CanonicalEffect> b) {
        return compare(sorted(a), sorted(b));
    }

    private static ObservedEffects sorted(List<CanonicalEffect> all) {
        return new ObservedEffects(
                null,
                null,
                all.stream().filter(one -> one.standing() == Standing.EFFECT).toList(),
                all.stream().filter(one -> one.standing() != Standing.EFFECT).toList(),
                List.of(),
                List.of());
    }

    private static EffectAnswer effects(
            List<CanonicalEffect> a,
            List<CanonicalEffect> b,
            List<CanonicalEffect> withoutA,
            List<CanonicalEffect> withoutB) {
        if (a.isEmpty() && b.isEmpty()) {
            return nothing(withoutA, withoutB);
        }
        Relation inOrder = inOrder(a, b);
        if (inOrder != null) {
            return same(inOrder, a, b, notes(withoutA).equals(notes(withoutB)));
        }
        Matching matching = new Matching(a, b);
        if (matching.isComplete()) {
            return reordered(matching);
        }
        Net netA = new Net(a);
        Net netB = new Net(b);
        List<EffectDifference> differences = differences(matching);
        if (netA.sameAs(netB)) {
            return netA.sameWay(netB)
                    ? new EffectAnswer(
                            true, EffectVerdict.EQUIVALENT, "the same changes, cut into requests otherwise", List.of())
                    : new EffectAnswer(
                            false,
                            EffectVerdict.NET_EQUAL,
                            "the state is the same in the end, but not on the way there: something was stopped, lost or"
                                    + " started again in between",
                            differences);
        }
        return Doubtful.cannotBeTold(matching.leftA(), matching.leftB())
                ? new EffectAnswer(
                        false, EffectVerdict.UNDECIDABLE, Doubtful.why(matching.leftA(), matching.leftB()), differences)
                : new EffectAnswer(false, EffectVerdict.DIFFERENT, why(differences), differences);
    }

    private static EffectAnswer nothing(List<CanonicalEffect> a, List<CanonicalEffect> b) {
        if (a.isEmpty() && b.isEmpty()) {
            return new EffectAnswer(true, EffectVerdict.IDENTICAL, "both only read", List.of());
        }
        if (!notes(a).equals(notes(b))) {
            return new EffectAnswer(
                    true, EffectVerdict.BOOKKEEPING, "neither changed more than the clients' own notes", List.of());
        }
        List<String> tries = new ArrayList<>();
        for (List<CanonicalEffect> side : List.of(a, b)) {
            side.stream()
                    .findFirst()
                    .ifPresent(first -> tries.add((side == a ? "A" : "B") + ": "
                            + first.operation() + " " + first.object().text() + " came to nothing ("
                            + words(first.standing()) + ")"));
        }
        return new EffectAnswer(
                true, EffectVerdict.NOOP, "nothing was changed; " + String.join("; ", tries), List.of());
    }

    private static String words(Standing standing) {
        return switch (standing) {
            case EFFECT -> "it may have been done";
            case NOOP -> "it was so already";
            case BOOKKEEPING -> "only the client's own notes";
            case DRY_RUN -> "a dry run";
            case REFUSED -> "refused";
        };
    }

    /** How all pairs relate at the farthest; null where some pair is not the same. */
    private static @Nullable Relation inOrder(List<CanonicalEffect> a, List<CanonicalEffect> b) {
        if (a.size() != b.size()) {
            return null;
        }
        Relation farthest = Relation.SAME;
        for (int i = 0; i < a.size(); i++) {
            Relation relation = Relation.of(a.get(i), b.get(i));
            if (!relation.isSame()) {
                return null;
            }
            farthest = relation.compareTo(farthest) > 0 ? relation : farthest;
        }
        return farthest;
    }

    private static EffectAnswer same(
            Relation farthest, List<CanonicalEffect> a, List<CanonicalEffect> b, boolean sameNotes) {
        List<EffectDifference> differences = new ArrayList<>();
        if (farthest == Relation.GUARD) {
            for (int i = 0; i < a.size(); i++) {
                differences.addAll(Relation.differences(a.get(i), b.get(i)));
            }
        }
        return switch (farthest) {
            case GUARD ->
                new EffectAnswer(
                        true,
                        EffectVerdict.GUARD_DIFFERS,
                        "the same changes, but asked for under other conditions: " + first(differences),
                        differences);
            case OTHERWISE ->
                new EffectAnswer(
                        true,
                        EffectVerdict.EQUIVALENT,
                        "the same effects, brought about otherwise: " + rewritten(a, b),
                        List.of());
            case NOTES -> notes();
            default ->
                sameNotes
                        ? new EffectAnswer(
                                true, EffectVerdict.IDENTICAL, "the same effects in the same order", List.of())
                        : notes();
        };
    }

    private static EffectAnswer notes() {
        return new EffectAnswer(
                true, EffectVerdict.BOOKKEEPING, "the same effects; only the clients' own notes differ", List.of());
    }

    private static EffectAnswer reordered(Matching matching) {
        Matching.Order order = matching.order();
        if (order == Matching.Order.ANY) {
            return new EffectAnswer(
                    true, EffectVerdict.EQUIVALENT, "the same effects, in an order that nobody asked for", List.of());
        }
        boolean independent = order != Matching.Order.MATTERS;
        String moved = matching.firstMoved();
        return new EffectAnswer(
                independent,
                EffectVerdict.ORDER_DIFFERS,
                "the same effects in another order, which "
                        + (independent ? "does not matter to objects that are independent" : "can matter")
                        + ": only in A "
                        + moved,
                List.of(new EffectDifference("order", "", "order", moved, null)));
    }

    private static List<EffectDifference> differences(Matching matching) {
        List<EffectDifference> found = new ArrayList<>();
        List<CanonicalEffect> left = new ArrayList<>(matching.leftB());
        for (CanonicalEffect one : matching.leftA()) {
            CanonicalEffect other = left.stream()
                    .filter(b ->
                            b.operation().equals(one.operation()) && b.object().sameAs(one.object()))
                    .findFirst()
                    .orElse(null);
            if (other == null) {
                found.add(new EffectDifference(one.operation(), one.object().text(), null, one.summary(), null));
            } else {
                left.remove(other);
                found.addAll(Relation.differences(one, other));
            }
            if (found.size() > MOST_TOLD) {
                return found;
            }
        }
        for (CanonicalEffect other : left) {
            found.add(new EffectDifference(other.operation(), other.object().text(), null, null, other.summary()));
            if (found.size() > MOST_TOLD) {
                break;
            }
        }
        return found;
    }

    private static String why(List<EffectDifference> differences) {
        return differences.size() > 1
                ? first(differences) + ", and " + (differences.size() - 1) + " more"
                : first(differences);
    }

    private static String first(List<EffectDifference> differences) {
        if (differences.isEmpty()) {
            return "the clusters differ";
        }
        EffectDifference one = differences.get(0);
        if (one.field() == null) {
            return "only in " + (one.a() == null ? "B: " + one.b() : "A: " + one.a());
        }
        return one.operation() + " " + one.object() + ", " + one.field() + ": " + (one.a() == null ? "not" : one.a())
                + " in A, " + (one.b() == null ? "not" : one.b()) + " in B";
    }

    private static String rewritten(List<CanonicalEffect> a, List<CanonicalEffect> b) {
        for (int i = 0; i < a.size(); i++) {
            if (!a.get(i).rewritten().equals(b.get(i).rewritten())) {
                return a.get(i).object().text() + " as " + a.get(i).rewritten() + " and as "
                        + b.get(i).rewritten();
            }
        }
        return "the elements of a list in another order";
    }

    private static TreeSet<String> notes(List<CanonicalEffect> without) {
        TreeSet<String> notes = new TreeSet<>();
        for (CanonicalEffect one : without) {
            if (one.standing() == Standing.BOOKKEEPING) {
                notes.add(one.operation() + " " + one.object().text() + " " + one.bookkeeping());
            }
        }
        return notes;
    }

    private static EffectAnswer told(EffectAnswer answer, String remark) {
        return new EffectAnswer(answer.same(), answer.verdict(), answer.why() + "; " + remark, answer.differences());
    }

    private static EffectAnswer unseen(EffectAnswer answer, List<String> a, List<String> b) {
        if (a.isEmpty() && b.isEmpty()) {
            return answer;
        }
        String what = a.isEmpty() ? "B: " + b.get(0) : "A: " + a.get(0);
        return answer.same() || answer.verdict() == EffectVerdict.NET_EQUAL
                ? new EffectAnswer(
                        false,
                        EffectVerdict.UNDECIDABLE,
                        "not all was seen (" + what + "); of what was seen: " + answer.why(),
                        answer.differences())
                : told(answer, "and not all was seen (" + what + ")");
    }
}
