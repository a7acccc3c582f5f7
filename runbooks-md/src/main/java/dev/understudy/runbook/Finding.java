package dev.understudy.runbook;

/**
 * Something that would make a runbook better.
 *
 * @param line of the file, from 1
 * @param rule why it was found
 * @param message one sentence that says what is so and what to do
 */
public record Finding(int line, LintRule rule, String message) {}
