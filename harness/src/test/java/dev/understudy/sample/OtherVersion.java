package dev.understudy.sample;

import dev.understudy.automation.Automation;
import dev.understudy.run.Targets;
import java.util.List;

/** Another version of the workflow that automates {@code archive-logs}. Whoever asks for its activities would act. */
public record OtherVersion(Class<?> workflow) implements Automation {
    @Override
    public String runbook() {
        return "archive-logs";
    }

    @Override
    public List<Object> activities(Targets targets, boolean live) {
        throw new AssertionError("a backtest has no activities");
    }

    @Override
    public List<String> authors() {
        return List.of("ada");
    }
}
