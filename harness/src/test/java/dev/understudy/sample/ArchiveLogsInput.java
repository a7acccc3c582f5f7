package dev.understudy.sample;

/** The parameters of the runbook {@code archive-logs}. */
public record ArchiveLogsInput(String folder, String archive) {}
