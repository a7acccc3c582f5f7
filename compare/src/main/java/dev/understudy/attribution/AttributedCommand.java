package dev.understudy.attribution;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A typed command, and the step of the runbook to which it belongs.
 *
 * @param session the session in which it was typed
 * @param command its number within the session
 * @param declared the step that the operator had declared; null where none was
 * @param recognised the step whose template it fills in; null where it fills none, and the runbook so does not have it
 * @param bindings what stands for the template's placeholders; empty where nothing was recognised
 * @param score how well it fits, from 0 (not recognised) to 1 (word for word)
 */
public record AttributedCommand(
        String session,
        int command,
        @Nullable String declared,
        @Nullable String recognised,
        SortedMap<String, String> bindings,
        double score) {
    public AttributedCommand {
        bindings = Collections.unmodifiableSortedMap(new TreeMap<>(bindings));
    }

    /** The step: what the operator declared goes before what was recognised. Null where neither is known. */
    public @Nullable String step() {
        return declared != null ? declared : recognised;
    }

    /** How the step is known, for people: {@code declared}, {@code recognised}, or {@code declared and recognised}. */
    public String how() {
        if (declared == null) {
            return recognised == null ? "" : "recognised";
        }
        return declared.equals(recognised) ? "declared and recognised" : "declared";
    }
}
