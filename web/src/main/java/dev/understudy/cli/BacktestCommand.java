package dev.understudy.cli;

import dev.understudy.automation.Automation;
import dev.understudy.backtest.Backtest;
import dev.understudy.backtest.BacktestOutcome;
import dev.understudy.backtest.BacktestRecords;
import dev.understudy.backtest.Backtests;
import dev.understudy.identity.KnownWorkflow;
import dev.understudy.library.Automations;
import dev.understudy.library.RunbookLibrary;
import dev.understudy.store.Store;
import dev.understudy.store.StoreException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code understudy backtest WORKFLOW}: works on the database itself, with the workflow of its own class path. */
@Command(
        name = "backtest",
        description =
                "Runs the workflow as it is on the class path against every recorded run, whose requests and outputs"
                        + " are its world. A clean backtest keeps the evidence of the runs that it reproduced. Exit code 1 where it"
                        + " decides otherwise than before and than the operators.",
        mixinStandardHelpOptions = true)
final class BacktestCommand implements Callable<Integer> {
    @Spec
    CommandSpec spec;

    @Parameters(paramLabel = "WORKFLOW", description = "a workflow's type, or the runbook that it automates")
    String workflow = "";

    @Option(
            names = "--since",
            paramLabel = "WHEN",
            description = "only runs that began since a date (2026-03-01), a time, or so long ago (30d, 12h); such a"
                    + " backtest is not recorded, for it has not seen all")
    @Nullable
    String since;

    @Option(
            names = "--db",
            paramLabel = "FILE",
            defaultValue = "understudy.db",
            description = "default: ${DEFAULT-VALUE}")
    Path db = Path.of("understudy.db");

    @Option(names = "--runbooks", paramLabel = "FOLDER", description = "as the server has it")
    @Nullable
    Path runbooks;

    @Option(names = "--as", paramLabel = "NAME", description = "who you are, for the audit log (default: your login)")
    @Nullable
    String person;

    @Option(names = "--no-record", description = "only look: keep no evidence")
    boolean noRecord;

    @Option(names = "--json", description = "as JSON, with every run")
    boolean json;

    @Override
    public Integer call() throws InterruptedException {
        if (!Files.exists(db)) {
            throw new CliFailure(ExitCode.CONFIGURATION, "there is no database " + db + ": name it with --db FILE");
        }
        Instant from = since == null ? null : since(since, Instant.now());
        Automation automation = Automations.find(workflow)
                .orElseThrow(() -> new CliFailure(
                        ExitCode.CONFIGURATION,
                        "there is no workflow " + workflow + " on the class path; there are "
                                + Automations.all().stream()
                                        .map(known -> KnownWorkflow.of(known).type())
                                        .toList()));
        RunbookLibrary library = RunbookLibrary.open(runbooks);
        try (Store store = Store.open(db)) {
            Backtest backtest = new Backtests(store, Clock.systemUTC())
                    .run(automation, library.find(automation.runbook()).orElse(null), from);
            boolean recorded = from == null && !noRecord && !backtest.runs().isEmpty();
            if (recorded) {
                new BacktestRecords(store, Clock.systemUTC()).save(backtest, who());
            }
            print(backtest, recorded);
            return (backtest.count(BacktestOutcome.DIFFERS) == 0 ? ExitCode.OK : ExitCode.REFUSED).number();
        } catch (StoreException e) {
            throw new CliFailure(ExitCode.CONFIGURATION, String.valueOf(e.getMessage()));
        }
    }

    private void print(Backtest backtest, boolean recorded) {
        if (json) {
            Map<String, Object> said = new LinkedHashMap<>();
            said.put("workflow", backtest.version().workflowType());
            said.put("fingerprint", backtest.version().fingerprint());
            said.put("clean", backtest.clean());
            said.put("recorded", recorded);
            said.put("sentence", backtest.sentence());
            said.put("operations", backtest.operations());
            said.put("millis", backtest.millis());
            said.put("operationsPerSecond", backtest.operationsPerSecond());
            said.put("runs", backtest.runs());
            Printed.json(spec, said);
            return;
        }
        Printed.line(spec, backtest.text().stripTrailing());
        if (!recorded) {
            Printed.line(spec, "Not recorded" + (since == null ? "." : ": it has not seen all runs."));
        }
    }

    private String who() {
        return person != null
                ? person
                : Settings.read(System.getenv()).find("person").orElse(System.getProperty("user.name", "someone"));
    }

    /** @throws CliFailure for what is neither a date, a time, nor a span such as 30d */
    static Instant since(String text, Instant now) {
        try {
            if (text.matches("\\d{1,6}[dhm]")) {
                long number = Long.parseLong(text.substring(0, text.length() - 1));
                return now.minus(
                        switch (text.charAt(text.length() - 1)) {
                            case 'd' -> Duration.ofDays(number);
                            case 'h' -> Duration.ofHours(number);
                            default -> Duration.ofMinutes(number);
                        });
            }
            return text.length() == 10
                    ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                    : Instant.parse(text);
        } catch (DateTimeException e) {
            throw new CliFailure(
                    ExitCode.USAGE,
                    "--since " + text
                            + " is no date such as 2026-03-01, no time such as 2026-03-01T09:00:00Z, and no span"
                            + " such as 30d");
        }
    }
}
