package dev.understudy.rule;

import dev.understudy.divergence.ComparedRun;

/**
 * A run in which something was changed so that the two sides differ.
 *
 * @param words what was changed, for people
 */
public record InjectedDivergence(String words, ComparedRun run) {}
