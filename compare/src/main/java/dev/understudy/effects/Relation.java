package dev.understudy.effects;

import com.fasterxml.jackson.databind.JsonNode;
import dev.understudy.action.JsonText;
import dev.understudy.effects.document.Change;
import dev.understudy.effects.document.Differences;
import dev.understudy.effects.document.DocumentDiff;
import dev.understudy.recording.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** How two effects relate. Declared from the closest to the farthest. */
enum Relation {
    SAME,
    /** The clients' own notes differ. */
    NOTES,
    /** The same, brought about otherwise. */
    OTHERWISE,
    /** The same under other conditions. */
    GUARD,
    /** What one of them is cannot be told. */
    UNTOLD,
    OTHER;

    /** With these, what was done is not known well enough to call it the same as anything. */
    private static final Set<String> BLIND = Set.of(
            CanonicalEffect.UNKNOWN_CHANGES,
            CanonicalEffect.NO_ANSWER,
            Request.STDIN_CUT,
            Request.BODY_DROPPED,
            Request.TUNNEL_USED);

    /** With these, what was done may turn out to be what it does not look like. */
    private static final Set<String> DIM =
            Set.of(CanonicalEffect.SHELL_TEXT, Request.AFTER_UNREADABLE, Request.BEFORE_UNREADABLE);

    boolean isSame() {
        return compareTo(GUARD) <= 0;
    }

    static Relation of(CanonicalEffect a, CanonicalEffect b) {
        if (!a.operation().equals(b.operation()) || !a.object().sameAs(b.object())) {
            return OTHER;
        }
        boolean dim = isBlind(a) || isBlind(b) || isDim(a) || isDim(b);
        boolean reordered = false;
        if (!sameOptions(a, b) || !sameChanges(a, b)) {
            return dim ? UNTOLD : OTHER;
        }
        if (a.operation().equals("create") && !Objects.equals(a.value(), b.value())) {
            Differences found = DocumentDiff.plain(node(a), node(b));
            reordered = found.isOnlyOrder();
            if (!reordered && !found.changes().isEmpty()) {
                return dim ? UNTOLD : OTHER;
            }
        }
        if (isBlind(a) || isBlind(b)) {
            return UNTOLD;
        }
        if (!a.guard().sameAs(b.guard())) {
            return GUARD;
        }
        if (reordered || !a.rewritten().equals(b.rewritten())) {
            return OTHERWISE;
        }
        return a.bookkeeping().equals(b.bookkeeping()) ? SAME : NOTES;
    }

    private static @Nullable JsonNode node(CanonicalEffect effect) {
        return effect.value() == null ? null : effect.value().node();
    }

    static boolean isBlind(CanonicalEffect effect) {
        return !effect.doubts().isEmpty() && effect.doubts().stream().anyMatch(BLIND::contains);
    }

    static boolean isDim(CanonicalEffect effect) {
        return !effect.doubts().isEmpty() && effect.doubts().stream().anyMatch(DIM::contains);
    }

    /** In what two effects of the same operation on the same object differ. */
    static List<EffectDifference> differences(CanonicalEffect a, CanonicalEffect b) {
        List<EffectDifference> found = new ArrayList<>();
        TreeSet<String> pointers = new TreeSet<>(a.changes().keySet());
        pointers.addAll(b.changes().keySet());
        for (String pointer : pointers) {
            Change one = a.changes().get(pointer);
            Change other = b.changes().get(pointer);
            if (one == null || other == null || !DocumentDiff.same(pointer, one.to(), other.to())) {
                found.add(difference(a, pointer, text(one), text(other)));
            }
        }
        TreeSet<String> options = new TreeSet<>(a.options().keySet());
        options.addAll(b.options().keySet());
        for (String option : options) {
            String one = a.options().get(option);
            String other = b.options().get(option);
            if (!Objects.equals(one, other)) {
                found.add(difference(a, option, one, other));
            }
        }
        if (a.operation().equals("create")) {
            DocumentDiff.plain(node(a), node(b))
                    .changes()
                    .forEach((pointer, change) ->
                            found.add(difference(a, pointer, json(change.from()), json(change.to()))));
        }
        if (!a.guard().sameAs(b.guard())) {
            found.add(difference(a, "guard", a.guard().summary(), b.guard().summary()));
        }
        return found;
    }

    private static EffectDifference difference(
            CanonicalEffect effect, String field, @Nullable String a, @Nullable String b) {
        return new EffectDifference(effect.operation(), effect.object().text(), field, a, b);
    }

    private static boolean sameChanges(CanonicalEffect a, CanonicalEffect b) {
        if (a.changes().size() != b.changes().size()) {
            return false;
        }
        var others = b.changes().entrySet().iterator();
        for (var one : a.changes().entrySet()) {
            var other = others.next();
            if (!one.getKey().equals(other.getKey())
                    || !DocumentDiff.same(
                            one.getKey(), one.getValue().to(), other.getValue().to())) {
                return false;
            }
        }
        return true;
    }

    private static boolean sameOptions(CanonicalEffect a, CanonicalEffect b) {
        if (a.options().equals(b.options())) {
            return true;
        }
        // A container that is not named is the pod's only one: otherwise the server would have refused.
        if (a.options().containsKey("container") == b.options().containsKey("container")) {
            return false;
        }
        TreeMap<String, String> one = new TreeMap<>(a.options());
        TreeMap<String, String> other = new TreeMap<>(b.options());
        one.remove("container");
        other.remove("container");
        return one.equals(other);
    }

    private static @Nullable String text(@Nullable Change change) {
        return change == null ? null : change.to() == null ? "removed" : json(change.to());
    }

    private static @Nullable String json(@Nullable JsonNode node) {
        return node == null ? null : JsonText.of(node);
    }
}
