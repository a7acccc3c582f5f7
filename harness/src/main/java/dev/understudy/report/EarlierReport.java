package dev.understudy.report;

import java.time.Instant;

/**
 * A report of a run that another took the place of.
 *
 * @param number counted from 1 within the run
 * @param json the report as it was stored, byte for byte
 * @param why another was made, for people
 */
public record EarlierReport(String run, int number, String json, Instant madeAt, Instant replacedAt, String why) {}
