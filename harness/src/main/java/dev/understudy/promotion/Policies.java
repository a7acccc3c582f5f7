package dev.understudy.promotion;

import java.util.Map;

/**
 * The policy of each workflow.
 *
 * @param byWorkflow by Temporal's name of the workflow
 * @param others for every other workflow
 */
public record Policies(Map<String, Policy> byWorkflow, Policy others) {
    public static final Policies DEFAULT = new Policies(Map.of(), Policy.DEFAULT);

    public Policies {
        byWorkflow = Map.copyOf(byWorkflow);
    }

    public Policy of(String workflowType) {
        return byWorkflow.getOrDefault(workflowType, others);
    }
}
