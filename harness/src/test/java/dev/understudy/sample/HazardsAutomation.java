package dev.understudy.sample;

import dev.understudy.automation.Automation;
import dev.understudy.run.Targets;
import java.util.List;

/** Stands for the same runbook with a workflow in whose middle a worker can be killed. */
public record HazardsAutomation(boolean doomed) implements Automation {
    @Override
    public String runbook() {
        return "archive-logs";
    }

    @Override
    public Class<?> workflow() {
        return HazardsWorkflow.class;
    }

    @Override
    public List<Object> activities(Targets targets, boolean live) {
        return List.of(new HazardousActivities(doomed));
    }

    @Override
    public List<String> authors() {
        return List.of("ada");
    }
}
