package dev.understudy.sample;

import io.temporal.activity.ActivityOptions;
import io.temporal.failure.ApplicationFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Decides as {@link ArchiveLogsWorkflow} does, in other code, and takes its time. */
public final class ArchiveLogsSlowly implements ArchiveLogs {
    @Override
    public String archive(ArchiveLogsInput input) {
        List<String> names = step("look").listLogs(new ListLogs(input.folder()));
        List<String> archived = new ArrayList<>();
        long began = Workflow.currentTimeMillis();
        for (String name : names) {
            Promise<String> compressed =
                    Async.function(step("compress")::compressLog, new CompressLog(input.folder(), name));
            archived.add(step("move").moveLog(new MoveLog(compressed.get(), input.archive())));
            Workflow.sleep(Duration.ofDays(7));
        }
        if (Workflow.currentTimeMillis() - began < Duration.ofDays(7).toMillis()) {
            throw ApplicationFailure.newNonRetryableFailure("time did not pass", "NoTime");
        }
        boolean waited = Workflow.await(Duration.ofHours(1), () -> false);
        return waited + String.join(" ", archived) + step("look").listLogs(new ListLogs(input.folder()));
    }

    private static LogOperations step(String id) {
        return Workflow.newActivityStub(
                LogOperations.class,
                ActivityOptions.newBuilder()
                        .setSummary(id)
                        .setStartToCloseTimeout(Duration.ofMinutes(1))
                        .build());
    }
}
