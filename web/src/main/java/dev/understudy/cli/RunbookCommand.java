package dev.understudy.cli;

import dev.understudy.runbook.Finding;
import dev.understudy.runbook.Runbook;
import dev.understudy.runbook.RunbookException;
import dev.understudy.runbook.RunbookJson;
import dev.understudy.runbook.RunbookLint;
import dev.understudy.runbook.RunbookReader;
import dev.understudy.runbook.RunbookText;
import dev.understudy.runbook.Step;
import dev.understudy.runbook.Warning;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code understudy runbook show|lint FILE}. */
@Command(name = "runbook", description = "Reads a Markdown runbook.", mixinStandardHelpOptions = true)
final class RunbookCommand implements Runnable {
    @Spec
    CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "say show or lint");
    }

    @Command(name = "show", description = "Prints the steps and commands.", mixinStandardHelpOptions = true)
    int show(
            @Parameters(paramLabel = "FILE", description = "the runbook") Path file,
            @Option(names = "--json", description = "as JSON") boolean json) {
        Runbook runbook = read(file);
        if (json) {
            Printed.line(spec, RunbookJson.write(runbook));
            return ExitCode.OK.number();
        }
        Printed.line(
                spec,
                runbook.title() + "  (" + runbook.id() + ", "
                        + runbook.fingerprint().substring(0, 12) + ")");
        for (Step step : runbook.steps()) {
            Printed.line(
                    spec,
                    String.format(
                            Locale.ROOT, "%5d  %-9s %s  [%s]", step.line(), step.kind(), step.title(), step.id()));
            step.commands()
                    .forEach(command ->
                            command.text().lines().forEach(line -> Printed.line(spec, "                 " + line)));
        }
        runbook.warnings().forEach(warning -> Printed.line(spec, said(file, warning)));
        return ExitCode.OK.number();
    }

    @Command(
            name = "lint",
            description = "Says what would make a runbook better; exit code 1 where there is anything.",
            mixinStandardHelpOptions = true)
    int lint(
            @Parameters(paramLabel = "FILE", description = "the runbook") Path file,
            @Option(names = "--json", description = "as JSON") boolean json) {
        List<Finding> findings = RunbookLint.lint(read(file));
        Printed.line(
                spec,
                json
                        ? RunbookJson.findings(findings)
                        : RunbookText.findings(file.toString(), findings).stripTrailing());
        return (findings.isEmpty() ? ExitCode.OK : ExitCode.REFUSED).number();
    }

    private static String said(Path file, Warning warning) {
        return file + ":" + warning.line() + ": " + warning.message();
    }

    static Runbook read(Path file) {
        try {
            return RunbookReader.readFile(file);
        } catch (RunbookException e) {
            throw new CliFailure(ExitCode.CONFIGURATION, String.valueOf(e.getMessage()));
        }
    }
}
