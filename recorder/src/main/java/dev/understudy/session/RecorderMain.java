package dev.understudy.session;

import dev.understudy.archive.ImportCommand;
import dev.understudy.archive.RedactCommand;
import dev.understudy.archive.SessionCommand;
import dev.understudy.proxy.ObserveCommand;
import dev.understudy.proxy.ProxyCommand;
import dev.understudy.redaction.RedactionConfigException;
import java.io.IOException;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IExitCodeGenerator;

/** The commands that the recorder's jars serve. The launcher calls it. */
@Command(
        name = "understudy",
        description = "Records what an operator does in a shell.",
        mixinStandardHelpOptions = true,
        subcommands = {
            RecordCommand.class,
            ChooseCommand.class,
            SessionCommand.class,
            ImportCommand.class,
            RedactCommand.class,
            ObserveCommand.class,
            ProxyCommand.class
        })
public final class RecorderMain {
    private static final int BUG = 5;

    private RecorderMain() {}

    public static void main(String[] args) {
        System.exit(run(args));
    }

    static int run(String... args) {
        CommandLine line = new CommandLine(new RecorderMain());
        line.setExitCodeExceptionMapper(RecorderMain::exitCode);
        line.setExecutionExceptionHandler((failure, commandLine, parsed) -> {
            PrintWriter err = commandLine.getErr();
            String what = failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
            err.println("understudy: " + (exitCode(failure) == BUG ? "this is a bug of ours: " + what : what));
            err.flush();
            return exitCode(failure);
        });
        return line.execute(args);
    }

    private static int exitCode(Throwable failure) {
        if (failure instanceof IExitCodeGenerator coded) {
            return coded.getExitCode();
        }
        if (failure instanceof RedactionConfigException) {
            return SetupFailure.CONFIGURATION;
        }
        return failure instanceof IOException ? SetupFailure.ENVIRONMENT : BUG;
    }
}
