package dev.understudy.sample;

import io.temporal.activity.ActivityOptions;
import io.temporal.activity.LocalActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.NexusServiceOptions;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Saga;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

public final class FeaturesWorkflow implements Features {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final LogOperations remote = Workflow.newActivityStub(
            LogOperations.class,
            ActivityOptions.newBuilder().setStartToCloseTimeout(MINUTE).build());
    private final LogOperations local = Workflow.newLocalActivityStub(
            LogOperations.class,
            LocalActivityOptions.newBuilder().setStartToCloseTimeout(MINUTE).build());

    private final Counting counting = Workflow.newActivityStub(
            Counting.class,
            ActivityOptions.newBuilder()
                    .setStartToCloseTimeout(MINUTE)
                    .setHeartbeatTimeout(MINUTE)
                    .setRetryOptions(RetryOptions.newBuilder()
                            .setInitialInterval(Duration.ofMillis(20))
                            .build())
                    .build());

    private String name = "unnamed";
    private boolean gone;

    @Override
    public String use(FeaturesInput input) {
        CompressLog log = new CompressLog(input.folder(), "app.log");
        return switch (input.feature()) {
            case "local" -> local.compressLog(log);
            case "child" ->
                Workflow.newChildWorkflowStub(Compressing.class).compress(log)
                        + remote.moveLog(new MoveLog(input.folder() + "/app.log.gz", input.archive()));
            case "continue" -> {
                remote.compressLog(log);
                yield Workflow.newContinueAsNewStub(Features.class)
                        .use(new FeaturesInput(input.folder(), input.archive(), "local"));
            }
            case "cancel" -> cancelled(log);
            case "days" -> {
                Workflow.sleep(Duration.ofDays(3));
                yield remote.compressLog(log);
            }
            case "timer" -> {
                Promise<Void> timer = Workflow.newTimer(Duration.ofDays(1));
                remote.compressLog(log);
                timer.get();
                yield "rung";
            }
            case "retries" -> counting.countAgain(input.folder()) + remote.compressLog(log);
            case "heartbeats" -> counting.countSlowly(input.folder()) + remote.compressLog(log);
            case "completed-elsewhere" -> counting.countElsewhere(input.folder()) + remote.compressLog(log);
            case "unannotated" -> refusedOr(() -> Integer.toString(counting.recount(input.folder())));
            case "messages" -> {
                Workflow.await(Duration.ofDays(1), () -> gone);
                yield name + remote.compressLog(log);
            }
            case "compensation" -> compensated(log, input);
            case "version" ->
                Workflow.getVersion("compress-first", Workflow.DEFAULT_VERSION, 1) + remote.compressLog(log);
            case "signal-others" ->
                refusedOr(() -> {
                    Workflow.newUntypedExternalWorkflowStub("somebody-elses-workflow")
                            .signal("go");
                    return "signalled";
                });
            case "cancel-others" ->
                refusedOr(() -> {
                    Workflow.newUntypedExternalWorkflowStub("somebody-elses-workflow")
                            .cancel();
                    return "cancelled";
                });
            case "nexus" ->
                refusedOr(() -> Workflow.newNexusServiceStub(
                                Counting.Far.class,
                                NexusServiceOptions.newBuilder()
                                        .setEndpoint("far-away")
                                        .build())
                        .count(input.folder())
                        .toString());
            default -> fanOut(input.folder(), Integer.parseInt(input.feature().substring("fan-out:".length())));
        };
    }

    @Override
    public void go() {
        gone = true;
    }

    @Override
    public String rename(String newName) {
        name = newName;
        return name;
    }

    @Override
    public String name() {
        return name;
    }

    private static String refusedOr(Supplier<String> act) {
        try {
            return act.get();
        } catch (TemporalFailure e) {
            Throwable cause = e;
            while (cause.getCause() != null) {
                cause = cause.getCause();
            }
            return cause instanceof ApplicationFailure failure ? failure.getType() : "failed";
        }
    }

    /** Undoes in a scope of its own what it did, as one does after a failure. */
    private String compensated(CompressLog log, FeaturesInput input) {
        Saga saga = new Saga(new Saga.Options.Builder().build());
        remote.compressLog(log);
        saga.addCompensation(remote::moveLog, new MoveLog(input.folder() + "/app.log.gz", input.archive()));
        saga.compensate();
        return "compensated";
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
