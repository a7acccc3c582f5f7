package dev.understudy.cli;

/** Ends a subcommand with one clear line and an exit code. */
final class CliFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ExitCode code;

    CliFailure(ExitCode code, String message) {
        super(message, null, false, false);
        this.code = code;
    }

    ExitCode code() {
        return code;
    }
}
