package dev.understudy.harness;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Asks for a run.
 *
 * @param run names the run, and is the workflow's id; asking twice with the same name starts one run
 * @param runbook the runbook's id
 * @param target the target's name
 * @param startedBy who asks
 * @param params values of the runbook's placeholders; they win over the target's own
 * @param stepByStep LIVE only: whether each write waits for a person to approve it
 * @param watched LIVE only: whether the run is held where it leaves the plan of its rehearsal
 * @param plan LIVE only: the rehearsal that was looked at, whose plan the run is held to; null for one that is made first
 */
public record RunRequest(
        String run,
        String runbook,
        String target,
        String startedBy,
        Map<String, String> params,
        boolean stepByStep,
        boolean watched,
        @Nullable String plan) {
    public RunRequest {
        params = Map.copyOf(params);
    }

    /** A run that is watched, at its own pace. */
    public RunRequest(String run, String runbook, String target, String startedBy, Map<String, String> params) {
        this(run, runbook, target, startedBy, params, false, true, null);
    }

    /** The same, each write waiting for a person. */
    public RunRequest inSteps() {
        return new RunRequest(run, runbook, target, startedBy, params, true, watched, plan);
    }

    /** The same, held to the plan of a rehearsal that has ended. */
    public RunRequest under(@Nullable String rehearsal) {
        return new RunRequest(run, runbook, target, startedBy, params, stepByStep, watched, rehearsal);
    }

    /** The same without a rehearsal: for a workflow that cannot be rehearsed, and for measurements. */
    public RunRequest unwatched() {
        return new RunRequest(run, runbook, target, startedBy, params, stepByStep, false, null);
    }

    /** The rehearsal of a live run. */
    RunRequest rehearsal() {
        return new RunRequest(run + "-plan", runbook, target, startedBy, params);
    }
}
