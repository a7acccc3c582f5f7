package dev.understudy.harness;

import dev.understudy.harness.RunRefused.Reason;
import dev.understudy.operation.Mode;
import dev.understudy.rehearsal.Plan;
import dev.understudy.run.Run;
import dev.understudy.run.Runs;
import java.time.Duration;

/** Gets live runs the plans that they are held to. */
final class Rehearsals {
    /** A rehearsal ends in seconds; one that takes longer shows no plan to be held to. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final Harness harness;
    private final Runs runs;
    private final Repertoire repertoire;

    Rehearsals(Harness harness, Runs runs, Repertoire repertoire) {
        this.harness = harness;
        this.runs = runs;
        this.repertoire = repertoire;
    }

    /** The same request under its plan: the one that it names, else that of a rehearsal that is made now. */
    RunRequest planned(RunRequest request) {
        String named = request.plan();
        if (!request.watched() || runs.find(request.run()).isPresent()) {
            return request;
        }
        return named == null ? rehearsed(request) : checked(request, named);
    }

    private RunRequest rehearsed(RunRequest request) {
        RunRequest rehearsal = request.rehearsal();
        harness.startDryRun(rehearsal);
        Plan plan;
        try {
            plan = harness.awaitPlan(rehearsal.run(), PATIENCE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RunRefused(Reason.NO_PLAN, "interrupted while run " + request.run() + " was rehearsed", e);
        }
        return switch (plan.ending()) {
            case COMPLETE, UNKNOWN -> request.under(rehearsal.run());
            case STOPPED ->
                throw new RunRefused(
                        Reason.NO_PLAN,
                        "the run was rehearsed first, and its rehearsal " + rehearsal.run() + " stopped: " + plan.why()
                                + ". Nothing was changed. Look at its plan; if it is as it should be, start the run under it");
            case RUNNING ->
                throw new RunRefused(
                        Reason.NO_PLAN,
                        "the run was rehearsed first, and its rehearsal " + rehearsal.run() + " did not end within "
                                + PATIENCE.toSeconds() + " s. Nothing was changed");
        };
    }

    /** Whoever names a plan has looked at it, however it ended; it must be one of the same run. */
    private RunRequest checked(RunRequest request, String named) {
        Run rehearsal = runs.find(named)
                .filter(run -> run.mode() == Mode.DRY_RUN)
                .orElseThrow(() -> new RunRefused(Reason.NO_PLAN, "there is no rehearsal " + named));
        if (rehearsal.ending() == null) {
            throw new RunRefused(Reason.NO_PLAN, "the rehearsal " + named + " has not ended");
        }
        boolean same = rehearsal.runbook().equals(request.runbook())
                && rehearsal.target().equals(request.target())
                && request.params().entrySet().stream()
                        .allMatch(param ->
                                param.getValue().equals(rehearsal.params().get(param.getKey())));
        if (!same) {
            throw new RunRefused(
                    Reason.NO_PLAN,
                    "the rehearsal " + named + " is one of " + rehearsal.runbook() + " on " + rehearsal.target()
                            + " with " + rehearsal.params() + ", not of this run");
        }
        String fingerprint = repertoire.fingerprint(String.valueOf(rehearsal.workflowType()));
        if (!String.valueOf(rehearsal.workflowFingerprint()).equals(fingerprint)) {
            throw new RunRefused(
                    Reason.NO_PLAN, "the workflow has changed since the rehearsal " + named + ". Rehearse it again");
        }
        return request;
    }
}
