package dev.understudy.action;

import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The canonical form of one effect on the world, whoever does it: what, on which object, with which fields. An observed
 * action comes from an invocation or a request, a predicted one from a workflow's operation; the two are the same act when
 * {@link #operation()}, {@link #object()} and {@link #fields()} are equal.
 *
 * @param operation what is done, a lower-case verb: {@code update}, {@code delete}, {@code compress}, {@code move}, …
 * @param object on what, as {@code scheme:path}: {@code file:/var/lib/pg/archive/0001}, or
 *     {@code kubernetes:apps/statefulsets/NAMESPACE/NAME} (the core group is empty: {@code kubernetes:/pods/NAMESPACE/NAME})
 * @param fields the values that the action asks for, sorted by name; for a change of a document the name is a JSON pointer
 *     (RFC 6901) and the value is JSON text: {@code /spec/replicas → 5}. Never what the object held before
 * @param effect what it can do to the world
 */
public record Action(String operation, String object, SortedMap<String, String> fields, Effect effect) {
    /** The value of the field {@code content} where what is written is not known, as for {@code kubectl apply -f F}. */
    public static final String UNKNOWN_CONTENT = "unknown";

    public Action {
        Objects.requireNonNull(operation, "operation");
        Objects.requireNonNull(object, "object");
        Objects.requireNonNull(effect, "effect");
        fields = Collections.unmodifiableSortedMap(new TreeMap<>(fields));
    }

    public static Action of(Effect effect, String operation, String object, Map<String, String> fields) {
        return new Action(operation, object, new TreeMap<>(fields), effect);
    }

    public static Action of(Effect effect, String operation, String object) {
        return of(effect, operation, object, Map.of());
    }

    /** Whether both are the same act. The effect is not part of it: two tables of effects may disagree about the same act. */
    public boolean sameAs(Action other) {
        return sameKindAs(other) && fields.equals(other.fields);
    }

    /** Whether both do the same operation on the same object, perhaps with other fields. */
    public boolean sameKindAs(Action other) {
        return operation.equals(other.operation) && object.equals(other.object);
    }

    /** One line for people: {@code move file:/a/b (to=/c/b)}. */
    public String summary() {
        return operation + " " + object + (fields.isEmpty() ? "" : " " + fields);
    }
}
