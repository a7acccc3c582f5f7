package dev.understudy.history;

import dev.understudy.automation.Automation;
import dev.understudy.lab.RealPart;
import io.temporal.common.WorkflowExecutionHistory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Stream;

/** The histories of shipped workflows that are kept with the tests, one folder for each runbook. */
final class StoredHistories {
    private StoredHistories() {}

    static List<Automation> automations() {
        return ServiceLoader.load(Automation.class).stream()
                .map(ServiceLoader.Provider::get)
                .toList();
    }

    static Path folder(String runbook) {
        return RealPart.project()
                .resolve("workflows/src/test/resources/histories")
                .resolve(runbook);
    }

    static List<Path> of(Automation automation) {
        try (Stream<Path> files = Files.list(folder(automation.runbook()))) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("there are no histories of " + automation.runbook(), e);
        }
    }

    static WorkflowExecutionHistory read(Path file) throws IOException {
        return WorkflowExecutionHistory.fromJson(Files.readString(file));
    }
}
