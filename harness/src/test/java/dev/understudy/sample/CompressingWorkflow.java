package dev.understudy.sample;

import io.temporal.activity.ActivityOptions;
import io.temporal.workflow.Workflow;
import java.time.Duration;

public final class CompressingWorkflow implements Compressing {
    private final LogOperations operations = Workflow.newActivityStub(
            LogOperations.class,
            ActivityOptions.newBuilder()
                    .setStartToCloseTimeout(Duration.ofMinutes(1))
                    .build());

    @Override
    public String compress(CompressLog log) {
        return operations.compressLog(log);
    }
}
