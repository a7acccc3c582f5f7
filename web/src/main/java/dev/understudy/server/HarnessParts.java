package dev.understudy.server;

import dev.understudy.automation.Automation;
import dev.understudy.control.Supervision;
import dev.understudy.divergence.Report;
import dev.understudy.harness.Harness;
import dev.understudy.harness.HarnessSetup;
import dev.understudy.identity.KnownWorkflow;
import dev.understudy.library.Automations;
import dev.understudy.library.RunbookLibrary;
import dev.understudy.monitor.MonitorGuard;
import dev.understudy.operation.NotObserved;
import dev.understudy.promotion.Promotions;
import dev.understudy.run.Targets;
import dev.understudy.store.Store;
import io.temporal.worker.WorkerFactoryOptions;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** Opens the harness over Temporal, with the workflows of the class path. */
final class HarnessParts {
    /** How long a shadow may take to its end after the operators ended the run. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** How often monitors are asked while a live run is under way, beside each write. */
    private static final Duration GUARD_EVERY = Duration.ofSeconds(5);

    private HarnessParts() {}

    /** @param reports takes the report of each run that was compared */
    static Harness open(
            TemporalConnection temporal,
            WorkerFactoryOptions workers,
            Store store,
            Promotions promotions,
            Targets targets,
            RunbookLibrary library,
            Consumer<Report> reports) {
        List<Automation> automations = Automations.all();
        // Before any worker takes up a live run again: a promotion of other code, or for another runbook, ends here.
        promotions.demoteStale(automations.stream()
                .map(KnownWorkflow::of)
                .map(library::version)
                .toList());
        Supervision supervision =
                new Supervision(new MonitorGuard(System.getenv()), GUARD_EVERY, promotions::met, (type, own) -> {
                    NotObserved asPolicy = promotions.policy(type).notObserved();
                    return asPolicy == null ? own : asPolicy;
                });
        return Harness.start(new HarnessSetup(
                        store,
                        temporal.stubs(),
                        temporal.client(),
                        workers,
                        automations,
                        List.copyOf(library.all()),
                        targets,
                        promotions::confirms,
                        reports,
                        PATIENCE,
                        Clock.systemUTC())
                .with(supervision));
    }
}
