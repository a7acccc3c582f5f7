package dev.understudy.run;

import dev.understudy.store.Conditions;
import dev.understudy.store.Json;
import dev.understudy.store.Micros;
import dev.understudy.store.Store;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The runs in the store. Thread-safe. */
public final class Runs {
    private final Store store;

    public Runs(Store store) {
        this.store = store;
    }

    /**
     * Stores a run, unless one of this id is there: then its new operators join, and a workflow and parameters that it
     * lacked are added, and nothing else changes.
     *
     * @return whether the run is new
     * @throws IllegalArgumentException where the id belongs to a run of another runbook or on another target
     */
    public boolean create(Run run) {
        return store.write(handle -> {
            Optional<Run> present = RunRows.find(handle, run.id());
            present.ifPresent(there -> refuseAnother(there, run));
            if (present.isEmpty()) {
                RunRows.insert(handle, run);
            } else {
                RunRows.complete(handle, run);
            }
            run.operators().forEach(operator -> RunRows.join(handle, run.id(), operator));
            return present.isEmpty();
        });
    }

    public Optional<Run> find(String id) {
        return store.read(handle -> RunRows.find(handle, id));
    }

    /** The latest started first. */
    public List<Run> recent(RunFilter filter, int limit) {
        Conditions conditions = new Conditions()
                .and("runbook = :runbook", "runbook", filter.runbook())
                .and("target = :target", "target", filter.target())
                .and("workflow_type = :workflowType", "workflowType", filter.workflowType())
                .and(
                        "EXISTS (SELECT 1 FROM run_operator o WHERE o.run = run.id AND o.operator = :operator)",
                        "operator",
                        filter.operator())
                .and("mode = :mode", "mode", filter.mode())
                .and("state = :state", "state", filter.state())
                .and("started_at >= :since", "since", Micros.ofNullable(filter.since()))
                .and("started_at < :until", "until", Micros.ofNullable(filter.until()));
        return store.read(handle -> RunRows.list(handle, conditions, "started_at DESC, id", limit));
    }

    /** An operator joins. Reopens a run that had ended, for another session may take it over. */
    public void join(String run, String operator) {
        change(run, (handle, there) -> {
            RunRows.join(handle, run, operator);
            if (there.state() == RunState.ENDED) {
                RunRows.state(handle, run, RunState.OPEN, null);
            }
            return true;
        });
    }

    /** Names the workflow that takes part. Refused where another one, or another version, takes part already. */
    public void shadowed(String run, String workflowType, String workflowFingerprint) {
        change(run, (handle, there) -> {
            String type = there.workflowType();
            if (type != null
                    && !(type.equals(workflowType) && workflowFingerprint.equals(there.workflowFingerprint()))) {
                throw new IllegalStateException("run " + run + " is shadowed by " + type + " "
                        + there.workflowFingerprint() + "; another version cannot join it");
            }
            RunRows.workflow(handle, run, workflowType, workflowFingerprint);
            return true;
        });
    }

    /**
     * {@link #create}s a run in which a workflow takes part from its beginning, all or nothing.
     *
     * @return the run as it is stored
     * @throws IllegalArgumentException where the id belongs to a run of another runbook or on another target
     * @throws IllegalStateException where another workflow, or another version, takes part in it already
     */
    public Run begin(Run run) {
        return store.write(handle -> {
            if (create(run)) {
                return run;
            }
            shadowed(run.id(), String.valueOf(run.workflowType()), String.valueOf(run.workflowFingerprint()));
            bind(run.id(), run.params());
            return RunRows.find(handle, run.id()).orElseThrow();
        });
    }

    /**
     * The run is over and compared, or needs no comparison: {@link #ended}, {@link #end} and {@link #close} together.
     *
     * @param ending null where no workflow took part
     */
    public void finish(String run, @Nullable RunEnding ending, Instant at) {
        store.write(handle -> {
            if (ending != null) {
                RunRows.ending(handle, run, ending);
            }
            RunRows.finish(handle, run, at);
            return true;
        });
    }

    /** Values of placeholders that became known during the run; a value that is there already stays. */
    public void bind(String run, Map<String, String> params) {
        change(run, (handle, there) -> {
            Map<String, String> all = new TreeMap<>(params);
            all.putAll(there.params());
            handle.createUpdate("UPDATE run SET params = :params WHERE id = :id")
                    .bind("params", Json.write(all))
                    .bind("id", run)
                    .execute();
            return true;
        });
    }

    /** The run is over. No effect where it was. */
    public boolean end(String run, Instant at) {
        return change(run, (handle, there) -> {
            if (there.state() != RunState.OPEN) {
                return false;
            }
            RunRows.state(handle, run, RunState.ENDED, at);
            return true;
        });
    }

    /** How the run's workflow ended. The first word stays. */
    public void ended(String run, RunEnding ending) {
        change(run, (handle, there) -> {
            RunRows.ending(handle, run, ending);
            return true;
        });
    }

    /** From now on no live write of the run leaves, save those that its way of stopping allows. The last word counts. */
    public void stop(String run, String how) {
        change(run, (handle, there) -> {
            RunRows.stop(handle, run, how);
            return true;
        });
    }

    /** The run was compared. Refused while it is open. */
    public boolean close(String run) {
        return change(run, (handle, there) -> {
            if (there.state() == RunState.OPEN) {
                throw new IllegalStateException("run " + run + " is open; end it before it is compared");
            }
            RunRows.state(handle, run, RunState.CLOSED, there.endedAt());
            return there.state() == RunState.ENDED;
        });
    }

    /** Quarantines the run as an emergency: it never becomes evidence. The first reason stays. */
    public boolean breakGlass(String run, String by, String reason) {
        return change(run, (handle, there) -> {
            if (there.breakGlass() != null) {
                return false;
            }
            handle.createUpdate("UPDATE run SET break_glass = :why WHERE id = :id")
                    .bind("why", by + ": " + reason)
                    .bind("id", run)
                    .execute();
            return true;
        });
    }

    private interface Change {
        boolean on(Handle handle, Run there);
    }

    private boolean change(String run, Change change) {
        return store.write(handle -> change.on(
                handle,
                RunRows.find(handle, run).orElseThrow(() -> new IllegalArgumentException("there is no run " + run))));
    }

    private static void refuseAnother(Run there, Run run) {
        if (!there.runbook().equals(run.runbook()) || !there.target().equals(run.target())) {
            throw new IllegalArgumentException("run " + run.id() + " is one of runbook " + there.runbook()
                    + " on target " + there.target() + ", not of " + run.runbook() + " on " + run.target()
                    + "; take a new id");
        }
    }
}
