package dev.understudy.sample;

import io.temporal.activity.ActivityOptions;
import io.temporal.workflow.Async;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Compresses the logs of a folder side by side, and moves each when it is compressed. */
public final class ManyLogs implements ArchiveLogs {
    private final LogOperations logs = Workflow.newActivityStub(
            LogOperations.class,
            ActivityOptions.newBuilder()
                    .setStartToCloseTimeout(Duration.ofMinutes(1))
                    .build());

    @Override
    public String archive(ArchiveLogsInput input) {
        List<Promise<String>> moved = new ArrayList<>();
        for (String name : logs.listLogs(new ListLogs(input.folder()))) {
            moved.add(Async.function(logs::compressLog, new CompressLog(input.folder(), name))
                    .thenCompose(path -> Async.function(logs::moveLog, new MoveLog(path, input.archive()))));
        }
        Promise.allOf(moved).get();
        return moved.size() + " of "
                + logs.listLogs(new ListLogs(input.folder())).size();
    }
}
