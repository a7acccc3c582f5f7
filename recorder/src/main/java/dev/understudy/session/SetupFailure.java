package dev.understudy.session;

import picocli.CommandLine.IExitCodeGenerator;

/** Something outside of us keeps a command from its work. The message says what, why, and what to do. */
final class SetupFailure extends RuntimeException implements IExitCodeGenerator {
    private static final long serialVersionUID = 1L;
    static final int CONFIGURATION = 3;
    static final int ENVIRONMENT = 4;

    private final int exitCode;

    SetupFailure(int exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    @Override
    public int getExitCode() {
        return exitCode;
    }
}
