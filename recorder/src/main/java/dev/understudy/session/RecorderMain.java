package dev.understudy.session;

import java.io.PrintWriter;
import java.util.List;
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
        addArchive(line);
        line.setExitCodeExceptionMapper(
                failure -> failure instanceof CommandLine.IExitCodeGenerator known ? known.getExitCode() : 5);
        line.setExecutionExceptionHandler((failure, commandLine, parsed) -> {
            PrintWriter err = commandLine.getErr();
            String what = failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
            err.println("understudy: "
                    + (failure instanceof CommandLine.IExitCodeGenerator ? what : "this is a bug of ours: " + what));
            err.flush();
            return commandLine.getExitCodeExceptionMapper().getExitCode(failure);
        });
        return line.execute(args);
    }

    /** What handles recorded sessions is looked up by name, so that a recorder without an archive still records. */
    private static void addArchive(CommandLine line) {
        for (String name : List.of("session", "redact", "import")) {
            String type =
                    "dev.understudy.archive." + Character.toUpperCase(name.charAt(0)) + name.substring(1) + "Command";
            try {
                if (!line.getSubcommands().containsKey(name)) {
                    line.addSubcommand(name, Class.forName(type));
                }
            } catch (ClassNotFoundException e) {
                // picocli then says that there is no such command.
            }
        }
    }
}
