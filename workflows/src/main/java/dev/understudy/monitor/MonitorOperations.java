package dev.understudy.monitor;

import io.temporal.activity.ActivityInterface;

/** Operations on monitors. */
@ActivityInterface
public interface MonitorOperations {
    MonitorsState checkMonitors(CheckMonitors operation);
}
