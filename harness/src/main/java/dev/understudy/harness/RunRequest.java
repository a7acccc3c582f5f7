package dev.understudy.harness;

import java.util.Map;

/**
 * Asks for a run.
 *
 * @param run names the run, and is the workflow's id; asking twice with the same name starts one run
 * @param runbook the runbook's id
 * @param target the target's name
 * @param startedBy who asks
 * @param params values of the runbook's placeholders; they win over the target's own
 */
public record RunRequest(String run, String runbook, String target, String startedBy, Map<String, String> params) {
    public RunRequest {
        params = Map.copyOf(params);
    }
}
