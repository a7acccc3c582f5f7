package dev.understudy.divergence;

import dev.understudy.action.Action;
import java.util.ArrayList;
import java.util.List;

/** Which actions have to do with the same thing. */
final class Relation {
    private Relation() {}

    /** Whether the two touch the same object, or one a folder in which the other's object lies. */
    static boolean related(Action a, Action b) {
        for (String one : touched(a)) {
            for (String other : touched(b)) {
                if (one.equals(other) || one.startsWith(other + "/") || other.startsWith(one + "/")) {
                    return true;
                }
            }
        }
        return false;
    }

    private static List<String> touched(Action action) {
        List<String> touched = new ArrayList<>();
        touched.add(action.object());
        String to = action.fields().get("to");
        if (to != null && action.object().startsWith("file:")) {
            touched.add("file:" + to);
        }
        return touched;
    }
}
