package dev.understudy.harness;

import dev.understudy.automation.Automation;
import dev.understudy.control.Supervision;
import dev.understudy.divergence.Report;
import dev.understudy.rehearsal.Twin;
import dev.understudy.run.Targets;
import dev.understudy.runbook.Runbook;
import dev.understudy.shadow.SecondKey;
import dev.understudy.store.Store;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.worker.WorkerFactoryOptions;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a harness is made of.
 *
 * @param temporal the connection; whoever made it closes it, after the harness
 * @param client the user's own choices: namespace, data converter, further interceptors
 * @param workers the user's own choices: size of the cache, threads, further interceptors
 * @param runbooks those that the automations name, and others
 * @param secondKey says whether a workflow is promoted, at the moment of each write
 * @param reports takes the report of each run that was compared
 * @param supervision what watches over runs besides the people
 * @param patience how long a shadow may take to come to its end after the operators ended the run
 * @param twin a copy of the world on which rehearsals act; null for none: they change nothing at all
 */
public record HarnessSetup(
        Store store,
        WorkflowServiceStubs temporal,
        WorkflowClientOptions client,
        WorkerFactoryOptions workers,
        List<Automation> automations,
        List<Runbook> runbooks,
        Targets targets,
        SecondKey secondKey,
        Consumer<Report> reports,
        Supervision supervision,
        Duration patience,
        Clock clock,
        @Nullable Twin twin) {
    public HarnessSetup {
        automations = List.copyOf(automations);
        runbooks = List.copyOf(runbooks);
    }

    /** With Temporal's own choices for the workers, nobody who watches, and no twin. */
    public HarnessSetup(
            Store store,
            WorkflowServiceStubs temporal,
            WorkflowClientOptions client,
            List<Automation> automations,
            List<Runbook> runbooks,
            Targets targets,
            SecondKey secondKey,
            Consumer<Report> reports,
            Duration patience,
            Clock clock) {
        this(
                store,
                temporal,
                client,
                WorkerFactoryOptions.getDefaultInstance(),
                automations,
                runbooks,
                targets,
                secondKey,
                reports,
                patience,
                clock);
    }

    /** With nobody who watches, and no twin. */
    public HarnessSetup(
            Store store,
            WorkflowServiceStubs temporal,
            WorkflowClientOptions client,
            WorkerFactoryOptions workers,
            List<Automation> automations,
            List<Runbook> runbooks,
            Targets targets,
            SecondKey secondKey,
            Consumer<Report> reports,
            Duration patience,
            Clock clock) {
        this(
                store,
                temporal,
                client,
                workers,
                automations,
                runbooks,
                targets,
                secondKey,
                reports,
                Supervision.NONE,
                patience,
                clock,
                null);
    }

    /** As this one, watched over. */
    public HarnessSetup with(Supervision other) {
        return with(other, twin);
    }

    /** As this one, with rehearsals that act on a twin. */
    public HarnessSetup on(Twin copy) {
        return with(supervision, copy);
    }

    private HarnessSetup with(Supervision watchers, @Nullable Twin copy) {
        return new HarnessSetup(
                store,
                temporal,
                client,
                workers,
                automations,
                runbooks,
                targets,
                secondKey,
                reports,
                watchers,
                patience,
                clock,
                copy);
    }
}
