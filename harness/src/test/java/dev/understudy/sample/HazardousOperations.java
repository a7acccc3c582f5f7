package dev.understudy.sample;

import io.temporal.activity.ActivityInterface;

@ActivityInterface
public interface HazardousOperations {
    String purgeLog(PurgeLog operation);
}
