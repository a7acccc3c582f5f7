package dev.understudy.sample;

import io.temporal.activity.ActivityInterface;

/** What undoes the {@link LogOperations}. */
@ActivityInterface
public interface RestoreOperations {
    String restoreLog(RestoreLog operation);
}
