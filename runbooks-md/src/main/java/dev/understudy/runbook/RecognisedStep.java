package dev.understudy.runbook;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A step whose command a typed one fills in.
 *
 * @param step the step
 * @param command which of its commands
 * @param bindings what stands for each placeholder, by the placeholder's name, sorted; those that the typed text leaves to a
 *     variable are missing
 * @param score how well it fits, above 0 and at most 1: 1 is word for word, less where options are in another order, are
 *     missing or are more, or where only a part of a loop or pipeline was typed
 */
public record RecognisedStep(Step step, RunbookCommand command, SortedMap<String, String> bindings, double score) {
    public RecognisedStep {
        bindings = Collections.unmodifiableSortedMap(new TreeMap<>(bindings));
    }

    RecognisedStep(Step step, RunbookCommand command, Map<String, String> bindings, double score) {
        this(step, command, new TreeMap<>(bindings), score);
    }
}
