package dev.understudy.sample;

import io.temporal.activity.ActivityOptions;
import io.temporal.failure.ApplicationFailure;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Compresses each log and moves it to the archive, one after the other. */
public final class ArchiveLogsWorkflow implements ArchiveLogs {
    private final LogOperations look = step("look");
    private final LogOperations compress = step("compress");
    private final LogOperations move = step("move");

    @Override
    public String archive(ArchiveLogsInput input) {
        List<String> archived = new ArrayList<>();
        for (String name : look.listLogs(new ListLogs(input.folder()))) {
            String compressed = compress.compressLog(new CompressLog(input.folder(), name));
            archived.add(move.moveLog(new MoveLog(compressed, input.archive())));
            Workflow.sleep(Duration.ofMillis(20));
        }
        if (!look.listLogs(new ListLogs(input.folder())).isEmpty()) {
            throw ApplicationFailure.newNonRetryableFailure("there are logs left in " + input.folder(), "LogsLeft");
        }
        return String.join(" ", archived);
    }

    /** The summary names the step of the runbook. */
    private static LogOperations step(String id) {
        return Workflow.newActivityStub(
                LogOperations.class,
                ActivityOptions.newBuilder()
                        .setSummary(id)
                        .setStartToCloseTimeout(Duration.ofMinutes(1))
                        .build());
    }
}
