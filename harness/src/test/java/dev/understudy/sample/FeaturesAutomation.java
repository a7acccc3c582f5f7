package dev.understudy.sample;

import dev.understudy.automation.Automation;
import dev.understudy.run.Targets;
import java.util.List;

/** Stands for the same runbook with what else Temporal has. */
public final class FeaturesAutomation implements Automation {
    @Override
    public String runbook() {
        return "archive-logs";
    }

    @Override
    public Class<?> workflow() {
        return FeaturesWorkflow.class;
    }

    @Override
    public List<Object> activities(Targets targets, boolean live) {
        return List.of(new LogActivities(), new CountingActivities());
    }

    @Override
    public List<Class<?>> children() {
        return List.of(CompressingWorkflow.class);
    }

    @Override
    public List<String> authors() {
        return List.of("ada");
    }
}
