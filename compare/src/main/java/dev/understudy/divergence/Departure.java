package dev.understudy.divergence;

/**
 * Who left the runbook, and how that is known.
 *
 * @param why one or more sentences for people
 */
public record Departure(Leaver who, String why) {}
