package dev.understudy.runbook;

/**
 * Something in the document that the reader could not understand or resolve, so that steps may be missing.
 *
 * @param line of the file, from 1
 * @param message one sentence for the runbook's author
 */
public record Warning(int line, String message) {}
