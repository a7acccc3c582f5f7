package dev.understudy.postgres;

/**
 * The runbook's parameters.
 *
 * @param pg_data the absolute path of the server's data directory
 * @param archive the absolute path of the archive folder, which is on the disk that is full
 * @param cold the absolute path of a folder on another disk, which takes the compressed segments
 */
public record WalArchiveFullInput(String pg_data, String archive, String cold) {}
