package dev.understudy.alignment.tree;

import org.jspecify.annotations.Nullable;

/**
 * One move of an alignment of a trace with a tree. Silent steps are left out.
 *
 * @param log the event; null where only the model moves
 * @param model the task; null where only the trace moves
 */
public record TreeMove(@Nullable String log, @Nullable String model) {}
