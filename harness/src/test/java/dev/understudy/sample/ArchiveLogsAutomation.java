package dev.understudy.sample;

import dev.understudy.automation.Automation;
import dev.understudy.run.Targets;
import java.util.List;

/** Automates the runbook {@code archive-logs}. */
public final class ArchiveLogsAutomation implements Automation {
    @Override
    public String runbook() {
        return "archive-logs";
    }

    @Override
    public Class<?> workflow() {
        return ArchiveLogsWorkflow.class;
    }

    @Override
    public List<Object> activities(Targets targets, boolean live) {
        return List.of(new LogActivities());
    }

    @Override
    public List<String> authors() {
        return List.of("ada");
    }
}
