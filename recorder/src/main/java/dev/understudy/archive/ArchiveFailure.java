package dev.understudy.archive;

import picocli.CommandLine.IExitCodeGenerator;

/** Ends a command with one clear line and an exit code. */
final class ArchiveFailure extends RuntimeException implements IExitCodeGenerator {
    private static final long serialVersionUID = 1L;
    static final int USAGE = 2;
    static final int CONFIGURATION = 3;
    static final int ENVIRONMENT = 4;

    private final int exitCode;

    ArchiveFailure(int exitCode, String message) {
        super(message, null, false, false);
        this.exitCode = exitCode;
    }

    @Override
    public int getExitCode() {
        return exitCode;
    }
}
