package dev.understudy.divergence;

import dev.understudy.action.Action;
import java.util.Map;
import java.util.stream.Collectors;

/** Actions in words for people. */
final class ActionWords {
    private ActionWords() {}

    /** {@code move /a/b to /c/b}, {@code update apps/statefulsets/prod/db (/spec/replicas = 5)}. */
    static String of(Action action) {
        String object = action.object().replaceFirst("^(file|kubernetes|program):", "");
        String to = action.fields().get("to");
        String rest = action.fields().entrySet().stream()
                .filter(field -> !field.getKey().equals("to"))
                .map(field -> field.getValue().equals("true")
                        ? field.getKey()
                        : field.getKey() + " = " + shortened(field.getValue()))
                .collect(Collectors.joining(", "));
        return action.operation().replace('-', ' ')
                + " "
                + object
                + (to == null ? "" : " to " + to)
                + (rest.isEmpty() ? "" : " (" + rest + ")");
    }

    /** What sort of act it is, whatever it is called: for grouping. Numbers and names of objects are left out. */
    static String sort(Action action) {
        String object = action.object();
        if (object.startsWith("kubernetes:")) {
            String[] parts = object.split("/");
            object = parts.length > 1 ? parts[0] + "/" + parts[1] : object;
        } else if (object.startsWith("file:")) {
            int slash = object.lastIndexOf('/');
            object = (slash < 0 ? object : object.substring(0, slash)).replaceAll("\\d+", "#");
        }
        return action.operation() + " " + object + " "
                + action.fields().entrySet().stream().map(Map.Entry::getKey).collect(Collectors.joining(","));
    }

    /** What {@link #sort} says, for people: {@code delete of a file in /data/wal}, {@code update of apps/statefulsets}. */
    static String sortOf(Action action) {
        String object = action.object();
        String what = object.substring(object.indexOf(':') + 1);
        if (object.startsWith("kubernetes:")) {
            String[] parts = what.split("/");
            what = parts.length > 1 ? parts[0] + (parts[0].isEmpty() ? "" : "/") + parts[1] : what;
        } else if (object.startsWith("file:")) {
            int slash = what.lastIndexOf('/');
            what = "a file in " + (slash <= 0 ? "/" : what.substring(0, slash)).replaceAll("\\d+", "#");
        }
        String fields = String.join(", ", action.fields().keySet());
        return action.operation().replace('-', ' ') + " of " + what + (fields.isEmpty() ? "" : " with " + fields);
    }

    private static String shortened(String value) {
        return value.length() <= 80 ? value : value.substring(0, 77) + "…";
    }
}
