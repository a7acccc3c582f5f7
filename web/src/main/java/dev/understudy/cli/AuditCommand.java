package dev.understudy.cli;

import dev.understudy.audit.AuditLog;
import dev.understudy.audit.AuditVerdict;
import dev.understudy.store.Store;
import dev.understudy.store.StoreException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code understudy audit verify}: works on the database itself, so that no server has to be believed. */
@Command(
        name = "audit",
        description = "The log of all that changed what a workflow may do.",
        mixinStandardHelpOptions = true)
final class AuditCommand implements Runnable {
    @Spec
    CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "say verify");
    }

    @Command(
            name = "verify",
            description = "Checks every entry and every link of the chain; exit code 1 where one is broken.",
            mixinStandardHelpOptions = true)
    int verify(
            @Option(
                            names = "--db",
                            paramLabel = "FILE",
                            defaultValue = "understudy.db",
                            description = "default: ${DEFAULT-VALUE}")
                    Path db) {
        if (!Files.exists(db)) {
            throw new CliFailure(ExitCode.CONFIGURATION, "there is no database " + db + ": name it with --db FILE");
        }
        try (Store store = Store.open(db)) {
            AuditVerdict verdict = new AuditLog(store).verify();
            Printed.line(
                    spec,
                    verdict.ok()
                            ? "the log is whole: " + verdict.entries() + " entries, head " + verdict.head()
                            : "the log is broken at entry " + verdict.brokenAt() + ": " + verdict.why());
            return (verdict.ok() ? ExitCode.OK : ExitCode.REFUSED).number();
        } catch (StoreException e) {
            throw new CliFailure(ExitCode.CONFIGURATION, String.valueOf(e.getMessage()));
        }
    }
}
