package dev.understudy.sample;

import io.temporal.activity.ActivityOptions;
import io.temporal.activity.LocalActivityOptions;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

public final class FeaturesWorkflow implements Features {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final LogOperations remote = Workflow.newActivityStub(
            LogOperations.class,
            ActivityOptions.newBuilder().setStartToCloseTimeout(MINUTE).build());
    private final LogOperations local = Workflow.newLocalActivityStub(
            LogOperations.class,
            LocalActivityOptions.newBuilder().setStartToCloseTimeout(MINUTE).build());

    @Override
    public String use(FeaturesInput input) {
        CompressLog log = new CompressLog(input.folder(), "app.log");
        switch (input.feature()) {
            case "local":
                return local.compressLog(log);
            case "child":
                return Workflow.newChildWorkflowStub(Compressing.class).compress(log)
                        + remote.moveLog(new MoveLog(input.folder() + "/app.log.gz", input.archive()));
            case "continue":
                remote.compressLog(log);
                return Workflow.newContinueAsNewStub(Features.class)
                        .use(new FeaturesInput(input.folder(), input.archive(), "local"));
            case "cancel":
                return cancelled(log);
            case "days":
                Workflow.sleep(Duration.ofDays(3));
                return remote.compressLog(log);
            default:
                return fanOut(input.folder(), Integer.parseInt(input.feature().substring("fan-out:".length())));
        }
    }

    private String cancelled(CompressLog log) {
        List<Promise<String>> results = new ArrayList<>();
        CancellationScope scope =
                Workflow.newCancellationScope(() -> results.add(Async.function(remote::compressLog, log)));
        scope.run();
        Workflow.sleep(Duration.ofSeconds(1));
        scope.cancel();
        try {
            return results.get(0).get();
        } catch (ActivityFailure e) {
            return e.getCause() instanceof CanceledFailure ? "cancelled" : "failed";
        }
    }

    private String fanOut(String folder, int width) {
        List<Promise<String>> results = new ArrayList<>();
        for (int i = 0; i < width; i++) {
            results.add(Async.function(remote::compressLog, new CompressLog(folder, "app-" + i + ".log")));
        }
        Promise.allOf(results).get();
        return Integer.toString(results.size());
    }
}
