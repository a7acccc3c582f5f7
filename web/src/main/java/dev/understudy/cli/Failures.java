package dev.understudy.cli;

import dev.understudy.refusal.StartupFailure;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.ParseResult;

/** Where failures become one line and an exit code, for every subcommand alike. */
final class Failures {
    private Failures() {}

    static int tell(Exception e, CommandLine commandLine, ParseResult parsed) {
        PrintWriter err = commandLine.getErr();
        if (e instanceof CliFailure failure) {
            err.println("understudy: " + failure.getMessage());
            return failure.code().number();
        }
        if (e instanceof StartupFailure failure) {
            err.println("understudy: " + failure.getMessage());
            return switch (failure.fault()) {
                case CONFIGURATION -> ExitCode.CONFIGURATION.number();
                case ENVIRONMENT -> ExitCode.ENVIRONMENT.number();
            };
        }
        if (e instanceof IOException || e instanceof UncheckedIOException) {
            err.println("understudy: " + e.getMessage());
            return ExitCode.ENVIRONMENT.number();
        }
        err.println("understudy: this is our bug: " + e + noted(e));
        return ExitCode.BUG.number();
    }

    /** Keeps the stack trace in a file for us, so that it need not be in anyone's terminal. */
    private static String noted(Exception e) {
        try {
            Path file = Files.createTempFile("understudy-bug-", ".txt");
            try (PrintWriter out = new PrintWriter(Files.newBufferedWriter(file))) {
                e.printStackTrace(out);
            }
            return "; please report it with " + file;
        } catch (IOException unwritable) {
            return "; its details could not be written: " + unwritable.getMessage();
        }
    }
}
