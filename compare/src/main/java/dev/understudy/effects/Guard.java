package dev.understudy.effects;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Under which conditions the server was asked to act. A guard that let the act pass changed nothing of what was done; it says
 * what would not have been done if the world had been another.
 *
 * @param conditions what the client asked for: {@code test /spec/replicas} → the value, {@code resourceVersion} → given,
 *     {@code uid} → given
 * @param locked for a write that could overwrite what others wrote (a PUT, a server-side apply): whether it does so only if
 *     nobody did. Null for other writes, which set their own fields and no others
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Guard(
        SortedMap<String, String> conditions, @Nullable Boolean locked) {
    /** In place of values that are other ones each time. */
    public static final String GIVEN = "given";

    public static final Guard NONE = new Guard(Collections.emptySortedMap(), null);

    public Guard {
        conditions = conditions == null
                ? Collections.emptySortedMap()
                : Collections.unmodifiableSortedMap(new TreeMap<>(conditions));
    }

    /** Whether both would have let the same pass. A patch is as safe as a PUT that is locked, and as a PUT that is not. */
    public boolean sameAs(Guard other) {
        return conditions.equals(other.conditions)
                && (locked == null || other.locked == null || locked.equals(other.locked));
    }

    @JsonIgnore
    public boolean isNone() {
        return conditions.isEmpty() && locked == null;
    }

    /** For people. */
    public String summary() {
        String lock = locked == null ? "" : locked ? "only if nobody else wrote" : "whatever others wrote";
        String only = conditions.isEmpty() ? "" : "only if " + conditions;
        return only
                + (lock.isEmpty() || only.isEmpty() ? "" : ", ")
                + lock
                + (lock.isEmpty() && only.isEmpty() ? "no condition" : "");
    }
}
