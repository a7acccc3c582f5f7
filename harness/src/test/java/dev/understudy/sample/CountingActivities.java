package dev.understudy.sample;

import io.temporal.activity.Activity;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.failure.ApplicationFailure;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Counts to three, in each of the ways that activities have. */
public final class CountingActivities implements Counting {
    @Override
    public int countAgain(String folder) {
        if (Activity.getExecutionContext().getInfo().getAttempt() == 1) {
            throw ApplicationFailure.newFailure("the folder is busy", "Busy");
        }
        return 3;
    }

    @Override
    public int countSlowly(String folder) {
        ActivityExecutionContext context = Activity.getExecutionContext();
        for (int i = 1; i <= 3; i++) {
            context.heartbeat(i);
        }
        return 3;
    }

    @Override
    public int countElsewhere(String folder) {
        ActivityExecutionContext context = Activity.getExecutionContext();
        io.temporal.activity.ManualActivityCompletionClient client = context.useLocalManualCompletion();

        CompletableFuture.delayedExecutor(50, TimeUnit.MILLISECONDS).execute(() -> client.complete(3));
        return 0;
    }

    @Override
    public int recount(String folder) {
        return 3;
    }
}
