package dev.understudy.observed;

import com.fasterxml.jackson.databind.JsonNode;
import dev.understudy.action.Action;
import dev.understudy.effects.document.DesiredFields;
import dev.understudy.effects.document.GeneratedNames;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What was predicted, in the words of what the operator did. A workflow says what an object shall be; a request shows what of
 * it was not so yet. Both are the same act where the request left the object as the workflow would have. Pure.
 */
public final class Counterpart {
    private static final String SCHEME = "kubernetes:";
    private static final Set<String> DESIRES = Set.of("apply", "update", "create");

    private Counterpart() {}

    /** Whether the operator's act may be what was predicted, perhaps with other fields. */
    public static boolean isSameKind(Action predicted, ObservedAction did) {
        Action action = did.action();
        return predicted.sameKindAs(action)
                || action.operation().equals("create")
                        && (predicted.operation().equals("create")
                                || predicted.operation().equals("apply"))
                        && named(predicted.object()).equals(named(action.object()))
                || action.operation().equals("update")
                        && predicted.operation().equals("apply")
                        && predicted.object().equals(action.object());
    }

    /** Whether the operator's act is what was predicted. */
    public static boolean isSame(Action predicted, ObservedAction did) {
        return inWordsOf(did, predicted).sameAs(did.action());
    }

    /** The predictions, in their order, each in the words of its own counterpart, where there is one. */
    public static List<Action> inWordsOf(List<ObservedAction> did, List<Action> predicted) {
        List<Action> words = new ArrayList<>(predicted);
        Set<Integer> taken = new HashSet<>();
        for (boolean exactly : new boolean[] {true, false}) {
            for (int i = 0; i < predicted.size(); i++) {
                Action one = predicted.get(i);
                if (!saysWhatShallBe(one) || words.get(i) != one) {
                    continue;
                }
                for (int j = 0; j < did.size(); j++) {
                    if (isSameKind(one, did.get(j))
                            && !did.get(j).failed()
                            && (!exactly || isSame(one, did.get(j)))
                            && taken.add(j)) {
                        words.set(i, inWordsOf(did.get(j), one));
                        break;
                    }
                }
            }
        }
        return words;
    }

    private static boolean saysWhatShallBe(Action action) {
        return action.object().startsWith(SCHEME) && DESIRES.contains(action.operation());
    }

    private static Action inWordsOf(ObservedAction did, Action predicted) {
        Action action = did.action();
        if (predicted.sameAs(action) || !saysWhatShallBe(predicted) || !isSameKind(predicted, did)) {
            return predicted;
        }
        Map<String, String> fields = switch (action.operation()) {
            case "create" -> made(predicted);
            case "update" -> changed(predicted, action, did.after());
            default -> predicted.fields();
        };
        return Action.of(predicted.effect(), action.operation(), action.object(), fields);
    }

    private static Map<String, String> made(Action predicted) {
        String[] parts = parts(predicted.object());
        return DesiredFields.withoutDefaults(parts[0], parts[1], predicted.fields());
    }

    /** Of what shall be, what the operator changed to it, and what is not so afterwards. */
    private static Map<String, String> changed(Action predicted, Action did, @Nullable JsonNode after) {
        String[] parts = parts(did.object());
        SortedMap<String, String> is = after == null ? null : DesiredFields.of(parts[0], parts[1], after);
        SortedMap<String, String> fields = new TreeMap<>();
        did.fields().forEach((field, value) -> {
            String wanted = predicted.fields().get(field);
            if (value.equals(wanted) || wanted != null && is != null && wanted.equals(is.get(field))) {
                fields.put(field, value);
            }
        });
        boolean agrees = fields.size() == did.fields().size();
        predicted.fields().forEach((field, wanted) -> {
            boolean changed = did.fields().containsKey(field);
            boolean isSo = !changed && is != null && isSo(wanted, is.get(field));
            if (!changed && is == null && agrees && predicted.operation().equals("apply")) {
                fields.put("content", Action.UNKNOWN_CONTENT); // it may have been so already, or not
            } else if (!isSo) {
                fields.putIfAbsent(field, wanted);
            }
        });
        return fields;
    }

    private static boolean isSo(String wanted, @Nullable String is) {
        return is == null ? wanted.equals("null") : is.equals(wanted);
    }

    /** With a {@code *} for what is made anew each time. */
    private static String named(String object) {
        String[] parts = parts(object);
        return parts.length < 4
                ? object
                : object.substring(0, object.length() - parts[3].length())
                        + GeneratedNames.installed().pattern(parts[0], parts[1], parts[3]);
    }

    /** Group, resource, namespace and name; fewer where there is no namespace, or it is no object of a cluster. */
    private static String[] parts(String object) {
        String[] parts = (object.startsWith(SCHEME) ? object.substring(SCHEME.length()) : "/").split("/", 4);
        return parts.length < 2 ? new String[] {"", ""} : parts;
    }
}
