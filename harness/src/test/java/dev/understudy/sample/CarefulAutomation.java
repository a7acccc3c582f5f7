package dev.understudy.sample;

import dev.understudy.automation.Automation;
import dev.understudy.run.Targets;
import java.util.List;

/** Stands for the same runbook with a workflow that is hard to control. */
public final class CarefulAutomation implements Automation {
    @Override
    public String runbook() {
        return "archive-logs";
    }

    @Override
    public Class<?> workflow() {
        return CarefulWorkflow.class;
    }

    @Override
    public List<Object> activities(Targets targets, boolean live) {
        return List.of(new LogActivities(), new RestoreActivities());
    }

    @Override
    public List<String> authors() {
        return List.of("ada");
    }
}
