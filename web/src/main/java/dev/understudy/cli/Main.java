package dev.understudy.cli;

import dev.understudy.demo.DemoCommand;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code understudy}: one command with a subcommand for each thing that it does. */
@Command(
        name = "understudy",
        description = "Runs the automation beside the person, on the same work, and says with evidence when it can be"
                + " trusted alone.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            DemoCommand.class,
            ServeCommand.class,
            DryRunCommand.class,
            RunCommand.class,
            ControlCommands.Pause.class,
            ControlCommands.Resume.class,
            StopCommand.class,
            ApproveCommand.class,
            ControlCommands.Settle.class,
            ReportCommand.class,
            RuleCommand.class,
            CompareCommand.class,
            EvidenceCommand.class,
            BacktestCommand.class,
            ExportCommand.class,
            ModeCommands.Promote.class,
            ModeCommands.Confirm.class,
            ModeCommands.Demote.class,
            ImportCommand.class,
            ModeCommands.BreakGlass.class,
            ScheduleCommand.class,
            SearchCommand.class,
            RunbookCommand.class,
            ActionCommand.class,
            AlignCommand.class,
            AuditCommand.class,
            EffectsCommand.class,
            DoctorCommand.class,
        })
public final class Main implements Runnable {
    @Spec
    CommandSpec spec;

    public static void main(String[] args) {
        System.exit(run(args));
    }

    /** Runs one command line and answers its exit code; never throws. */
    public static int run(String... args) {
        return commandLine().execute(args);
    }

    /** The command line, with what every subcommand shares: how mistakes, failures and bugs are told. */
    public static CommandLine commandLine() {
        return new CommandLine(new Main())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpAutoWidth(true)
                .setParameterExceptionHandler(Main::wrongUsage)
                .setExecutionExceptionHandler(Failures::tell);
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "say what to do");
    }

    private static int wrongUsage(ParameterException e, String[] args) {
        PrintWriter err = e.getCommandLine().getErr();
        err.println("understudy: " + e.getMessage() + " (see: "
                + e.getCommandLine().getCommandSpec().qualifiedName() + " --help)");
        return ExitCode.USAGE.number();
    }
}
