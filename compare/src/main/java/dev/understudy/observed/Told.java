package dev.understudy.observed;

import com.fasterxml.jackson.databind.JsonNode;
import dev.understudy.action.Action;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a program did.
 *
 * @param after the whole object as a request left it; null where no request tells
 */
record Told(Action action, @Nullable JsonNode after) {
    /** What only the arguments tell. */
    static List<Told> byArguments(List<Action> actions) {
        return actions.stream().map(action -> new Told(action, null)).toList();
    }
}
