package dev.understudy.shadow;

import dev.understudy.action.Normalisers;
import dev.understudy.control.Approvals;
import dev.understudy.control.Holds;
import dev.understudy.control.Supervision;
import dev.understudy.control.Watchman;
import dev.understudy.journal.Journal;
import dev.understudy.operation.Mode;
import dev.understudy.rehearsal.Twin;
import dev.understudy.run.Targets;
import dev.understudy.store.Store;
import io.temporal.client.WorkflowClient;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The stages of all modes, the lockstep and the plugin, put together over one store. Thread-safe. */
public final class Shadowing implements AutoCloseable {
    private final Lockstep lockstep;
    private final Worlds worlds;
    private final ToldByTemporal teller;
    private final PlanWatch plans;
    private final StoreOutage outage;
    private final Elsewhere elsewhere;
    private final ShadowPlugin plugin;

    /**
     * @param speaking used to signal workflows; needs no plugin
     * @param stepsOfRunbook the ids of a runbook's steps, in order; empty where unknown
     * @param stepsOfWorkflow the same by the type of the workflow that automates it
     * @param fingerprints of this process's code, by workflow type; null for a type that it does not run
     * @param secondKey asked at every write of a LIVE run
     * @param allLiveStopped asked at every write of a LIVE run
     * @param watchman looks at monitors while a LIVE run acts
     * @param admission asked before the operations of runs that schedules started
     * @param twin on which rehearsals act; null where they act on nothing
     */
    public Shadowing(
            Store store,
            WorkflowClient speaking,
            Function<String, List<String>> stepsOfRunbook,
            Function<String, List<String>> stepsOfWorkflow,
            Function<String, String> fingerprints,
            SecondKey secondKey,
            BooleanSupplier allLiveStopped,
            Watchman watchman,
            Admission admission,
            @Nullable Twin twin,
            Clock clock) {
        Journal journal = new Journal(store);
        RunSteps steps = new RunSteps(stepsOfWorkflow);
        teller = new ToldByTemporal(speaking);
        worlds = new Worlds(journal);
        elsewhere = new Elsewhere(journal);
        lockstep = new Lockstep(store, stepsOfRunbook, Normalisers.installed(), teller, clock);
        Stage rehearsal = new RehearsalStage(journal, steps, worlds, elsewhere, clock);
        plans = new PlanWatch(store);
        Holds holds = new Holds(store, clock);
        outage = new StoreOutage(holds, clock);
        Leave leave = new Leave(holds, new Approvals(store, clock), allLiveStopped, secondKey, watchman, plans);
        plugin = ShadowPlugin.of(
                Map.of(
                        Mode.LIVE, new LiveStage(journal, steps, secondKey, leave, elsewhere, clock),
                        Mode.SHADOW, new ShadowStage(journal, steps, worlds, lockstep, elsewhere, clock),
                        Mode.DRY_RUN,
                                twin == null
                                        ? rehearsal
                                        : new TwinStage(twin, rehearsal, journal, steps, worlds, clock)),
                fingerprints,
                new Door(admission, journal, steps, clock),
                outage,
                new Behind(elsewhere, leave));
    }

    /** With nobody who looks at monitors, no schedules and no twin. */
    public Shadowing(
            Store store,
            WorkflowClient speaking,
            Function<String, List<String>> stepsOfRunbook,
            Function<String, List<String>> stepsOfWorkflow,
            Function<String, String> fingerprints,
            SecondKey secondKey,
            BooleanSupplier allLiveStopped,
            Clock clock) {
        this(
                store,
                speaking,
                stepsOfRunbook,
                stepsOfWorkflow,
                fingerprints,
                secondKey,
                allLiveStopped,
                new Watchman(Supervision.NONE, new Targets(Map.of(), Map.of()), new Holds(store, clock)),
                Admission.ALL,
                null,
                clock);
    }

    public Lockstep lockstep() {
        return lockstep;
    }

    public ToldByTemporal teller() {
        return teller;
    }

    /** What is held because the store does not answer. */
    public StoreOutage outage() {
        return outage;
    }

    /** For the client from which the workers are made. */
    public ShadowPlugin plugin() {
        return plugin;
    }

    /** The run is over: nothing of it needs to be in memory. */
    public void forget(String run) {
        lockstep.forget(run);
        worlds.forget(run);
        plans.forget(run);
        outage.forget(run);
    }

    @Override
    public void close() {
        teller.close();
        elsewhere.close();
    }
}
