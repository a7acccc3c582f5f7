package dev.understudy.rehearsed;

import dev.understudy.automation.Automation;
import dev.understudy.harness.Harness;
import dev.understudy.harness.HarnessSetup;
import dev.understudy.run.Targets;
import dev.understudy.runbook.ShippedRunbooks;
import dev.understudy.shadow.SecondKey;
import dev.understudy.store.Store;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.ServiceLoader;

/** The harness with the shipped workflows and runbooks. */
final class ShippedHarness {
    private ShippedHarness() {}

    static Harness start(Store store, TestWorkflowEnvironment temporal, Targets targets, SecondKey secondKey) {
        return Harness.start(new HarnessSetup(
                store,
                temporal.getWorkflowServiceStubs(),
                WorkflowClientOptions.newBuilder()
                        .setNamespace(temporal.getNamespace())
                        .build(),
                ServiceLoader.load(Automation.class).stream()
                        .map(ServiceLoader.Provider::get)
                        .toList(),
                ShippedRunbooks.ids().stream()
                        .map(ShippedRunbooks::find)
                        .flatMap(Optional::stream)
                        .toList(),
                targets,
                secondKey,
                report -> {},
                Duration.ofSeconds(30),
                Clock.systemUTC()));
    }
}
