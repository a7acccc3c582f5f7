package dev.understudy.effects;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import dev.understudy.effects.document.Change;
import dev.understudy.effects.document.Document;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One effect of one request on a cluster, in the form in which it does not matter how it was brought about.
 *
 * @param operation {@code update}, {@code restart}, {@code create}, {@code delete}, {@code delete-collection}, {@code evict},
 *     {@code exec}, {@code attach}, {@code token}, {@code bind}, {@code proxy}, {@code call}
 * @param standing whether it is an effect at all
 * @param object on what
 * @param changes of an update: JSON pointers with what became of the fields
 * @param value of a create what was made, of a delete what was there, without what is nobody's act; null where not known, and
 *     for other operations
 * @param options what else belongs to the act: {@code propagation} and {@code gracePeriodSeconds} of a delete, {@code argv},
 *     {@code container} and {@code stdin} of an exec
 * @param guard under which conditions
 * @param bookkeeping the client's own notes that were written along, as JSON pointers
 * @param rewritten what was put into another form to be comparable: what it is → how it was
 * @param doubts why it may be other than it looks here: the {@code notes} of the request that matter, {@code unknown-changes}
 * @param request the number of the request
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record CanonicalEffect(
        String operation,
        Standing standing,
        ClusterObject object,
        SortedMap<String, Change> changes,
        @Nullable Document value,
        SortedMap<String, String> options,
        Guard guard,
        SortedSet<String> bookkeeping,
        SortedMap<String, String> rewritten,
        List<String> doubts,
        long request) {
    /** A doubt: what was changed could not be seen. */
    public static final String UNKNOWN_CHANGES = "unknown-changes";

    /** A doubt: no answer came, so it may have been done or not. */
    public static final String NO_ANSWER = "no-answer";

    /** A doubt: the arguments are a text that only a shell can tell the meaning of. */
    public static final String SHELL_TEXT = "shell-text";

    public CanonicalEffect {
        changes = changes == null ? Collections.emptySortedMap() : Collections.unmodifiableSortedMap(changes);
        options = options == null ? Collections.emptySortedMap() : Collections.unmodifiableSortedMap(options);
        guard = guard == null ? Guard.NONE : guard;
        bookkeeping =
                bookkeeping == null ? Collections.emptySortedSet() : Collections.unmodifiableSortedSet(bookkeeping);
        rewritten = rewritten == null ? Collections.emptySortedMap() : Collections.unmodifiableSortedMap(rewritten);
        doubts = doubts == null ? List.of() : List.copyOf(doubts);
    }

    /** An effect without anything but what and on what. */
    public static CanonicalEffect of(String operation, ClusterObject object, long request) {
        return new CanonicalEffect(
                operation,
                Standing.EFFECT,
                object,
                Collections.emptySortedMap(),
                null,
                Collections.emptySortedMap(),
                Guard.NONE,
                Collections.emptySortedSet(),
                Collections.emptySortedMap(),
                List.of(),
                request);
    }

    public CanonicalEffect withOperation(String other) {
        return new CanonicalEffect(
                other, standing, object, changes, value, options, guard, bookkeeping, rewritten, doubts, request);
    }

    public CanonicalEffect withStanding(Standing other) {
        return new CanonicalEffect(
                operation, other, object, changes, value, options, guard, bookkeeping, rewritten, doubts, request);
    }

    public CanonicalEffect withObject(ClusterObject other) {
        return new CanonicalEffect(
                operation, standing, other, changes, value, options, guard, bookkeeping, rewritten, doubts, request);
    }

    public CanonicalEffect withChanges(SortedMap<String, Change> other) {
        return new CanonicalEffect(
                operation, standing, object, other, value, options, guard, bookkeeping, rewritten, doubts, request);
    }

    public CanonicalEffect withValue(@Nullable JsonNode other) {
        return new CanonicalEffect(
                operation,
                standing,
                object,
                changes,
                other == null || other.isNull() ? null : Document.of(other),
                options,
                guard,
                bookkeeping,
                rewritten,
                doubts,
                request);
    }

    public CanonicalEffect withOption(String name, String text) {
        SortedMap<String, String> more = new TreeMap<>(options);
        more.put(name, text);
        return new CanonicalEffect(
                operation, standing, object, changes, value, more, guard, bookkeeping, rewritten, doubts, request);
    }

    public CanonicalEffect withGuard(Guard other) {
        return new CanonicalEffect(
                operation, standing, object, changes, value, options, other, bookkeeping, rewritten, doubts, request);
    }

    public CanonicalEffect withBookkeeping(SortedSet<String> other) {
        return new CanonicalEffect(
                operation,
                standing,
                object,
                changes,
                value,
                options,
                guard,
                new TreeSet<>(other),
                rewritten,
                doubts,
                request);
    }

    /** With one thing more that was put into another form. */
    public CanonicalEffect rewriting(String what, String was) {
        SortedMap<String, String> more = new TreeMap<>(rewritten);
        more.put(what, was);
        return rewriting(more);
    }

    public CanonicalEffect rewriting(SortedMap<String, String> all) {
        return new CanonicalEffect(
                operation, standing, object, changes, value, options, guard, bookkeeping, all, doubts, request);
    }

    public CanonicalEffect doubting(String doubt) {
        List<String> more = new ArrayList<>(doubts);
        if (!more.contains(doubt)) {
            more.add(doubt);
        }
        return new CanonicalEffect(
                operation, standing, object, changes, value, options, guard, bookkeeping, rewritten, more, request);
    }

    /** One line for people. */
    public String summary() {
        StringBuilder line = new StringBuilder(operation).append(' ').append(object.text());
        changes.forEach((pointer, change) -> line.append(' ')
                .append(pointer)
                .append(": ")
                .append(change.from() == null ? "none" : change.from())
                .append(" → ")
                .append(change.to() == null ? "none" : change.to()));
        if (!options.isEmpty()) {
            line.append(' ').append(options);
        }
        if (!guard.isNone()) {
            line.append(" (").append(guard.summary()).append(')');
        }
        return line.toString();
    }
}
