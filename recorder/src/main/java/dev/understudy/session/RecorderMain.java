package dev.understudy.session;

import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The commands that the recorder's jars serve. The launcher calls it. */
@Command(
        name = "understudy",
        description = "Records what an operator does in a shell.",
        mixinStandardHelpOptions = true,
        subcommands = {RecordCommand.class})
public final class RecorderMain {
    private RecorderMain() {}

    public static void main(String[] args) {
        System.exit(run(args));
    }

    static int run(String... args) {
        CommandLine line = new CommandLine(new RecorderMain());
        line.setExitCodeExceptionMapper(failure -> failure instanceof SetupFailure setup ? setup.exitCode() : 5);
        line.setExecutionExceptionHandler((failure, commandLine, parsed) -> {
            PrintWriter err = commandLine.getErr();
            String what = failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
            err.println("understudy: " + (failure instanceof SetupFailure ? what : "this is a bug of ours: " + what));
            err.flush();
            return commandLine.getExitCodeExceptionMapper().getExitCode(failure);
        });
        return line.execute(args);
    }
}
