package dev.understudy.sample;

import io.temporal.activity.ActivityOptions;
import io.temporal.workflow.Workflow;
import java.time.Duration;

public final class HazardsWorkflow implements Hazards {
    /** So short that Temporal soon misses a worker that is gone. */
    private static final ActivityOptions OPTIONS = ActivityOptions.newBuilder()
            .setStartToCloseTimeout(Duration.ofSeconds(3))
            .build();

    private final LogOperations logs = Workflow.newActivityStub(LogOperations.class, OPTIONS);
    private final HazardousOperations hazardous = Workflow.newActivityStub(HazardousOperations.class, OPTIONS);

    @Override
    public String brave(HazardsInput input) {
        if (input.name().startsWith("purged")) {
            return hazardous.purgeLog(new PurgeLog(input.folder(), input.name()));
        }
        String compressed = logs.compressLog(new CompressLog(input.folder(), input.name()));
        return logs.moveLog(new MoveLog(compressed, input.archive()));
    }
}
