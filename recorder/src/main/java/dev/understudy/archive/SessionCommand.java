package dev.understudy.archive;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What was recorded, as data. */
@Command(
        name = "session",
        description = "Lists, shows, plays, exports and sends recorded sessions.",
        mixinStandardHelpOptions = true,
        subcommands = {
            ListCommand.class,
            ShowCommand.class,
            PlayCommand.class,
            ExportCommand.class,
            PushCommand.class,
            CommandLine.HelpCommand.class
        })
public final class SessionCommand implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "session needs one of: list, show, play, export, push");
    }
}
