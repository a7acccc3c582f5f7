package dev.understudy.sample;

import io.temporal.activity.ActivityInterface;
import java.util.List;

/** One method for each operation, so that the type of an activity says what it does. */
@ActivityInterface
public interface LogOperations {
    List<String> listLogs(ListLogs operation);

    String compressLog(CompressLog operation);

    String moveLog(MoveLog operation);
}
