package dev.understudy.sample;

import io.temporal.activity.ActivityOptions;
import io.temporal.activity.LocalActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.failure.CanceledFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.time.Duration;

public final class CarefulWorkflow implements Careful {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final ActivityOptions ORDINARY =
            ActivityOptions.newBuilder().setStartToCloseTimeout(MINUTE).build();

    private final LogOperations logs = Workflow.newActivityStub(LogOperations.class, ORDINARY);
    private final RestoreOperations restore = Workflow.newActivityStub(RestoreOperations.class, ORDINARY);
    /** Short of patience: one attempt, two seconds in all. */
    private final LogOperations once = Workflow.newActivityStub(
            LogOperations.class,
            ActivityOptions.newBuilder()
                    .setStartToCloseTimeout(Duration.ofSeconds(2))
                    .setScheduleToCloseTimeout(Duration.ofSeconds(2))
                    .setRetryOptions(
                            RetryOptions.newBuilder().setMaximumAttempts(1).build())
                    .build());

    /** One attempt, without haste. */
    private final LogOperations single = Workflow.newActivityStub(
            LogOperations.class,
            ActivityOptions.newBuilder(ORDINARY)
                    .setRetryOptions(
                            RetryOptions.newBuilder().setMaximumAttempts(1).build())
                    .build());

    private final LogOperations local = Workflow.newLocalActivityStub(
            LogOperations.class,
            LocalActivityOptions.newBuilder().setStartToCloseTimeout(MINUTE).build());

    @Override
    public String act(CarefulInput input) {
        return switch (input.care()) {
            case "compensates" -> compensates(input);
            case "once" -> archive(once, input);
            case "single" -> archive(single, input);
            case "local" -> archive(local, input);
            case "outpaced" -> outpaced(input);
            default -> throw new IllegalArgumentException(input.care());
        };
    }

    private static String archive(LogOperations operations, CarefulInput input) {
        String compressed = operations.compressLog(new CompressLog(input.folder(), "app.log"));
        return operations.moveLog(new MoveLog(compressed, input.archive()));
    }

    private String compensates(CarefulInput input) {
        String compressed = logs.compressLog(new CompressLog(input.folder(), "app.log"));
        try {
            Workflow.sleep(Duration.ofDays(1));
            return logs.moveLog(new MoveLog(compressed, input.archive()));
        } catch (CanceledFailure cancelled) {
            Workflow.newDetachedCancellationScope(() -> restore.restoreLog(new RestoreLog(compressed)))
                    .run();
            throw cancelled;
        }
    }

    /** Gives the write two seconds, by two means of its own. */
    private String outpaced(CarefulInput input) {
        Promise<String> compressed = Async.function(logs::compressLog, new CompressLog(input.folder(), "app.log"));
        Promise.anyOf(compressed, Workflow.newTimer(Duration.ofSeconds(2))).get();
        if (!compressed.isCompleted()) {
            return "too slow for the timer";
        }
        Promise<String> moved = Async.function(logs::moveLog, new MoveLog(compressed.get(), input.archive()));
        return Workflow.await(Duration.ofSeconds(2), moved::isCompleted) ? moved.get() : "too slow for the wait";
    }
}
