package dev.understudy.postgres;

import dev.understudy.automation.Automation;
import dev.understudy.host.HostActivities;
import dev.understudy.run.Targets;
import java.util.List;

/** Automates the runbook {@code wal-archive-full}. */
public final class WalArchiveFull implements Automation {
    @Override
    public String runbook() {
        return "wal-archive-full";
    }

    @Override
    public Class<?> workflow() {
        return WalArchiveFullWorkflowImpl.class;
    }

    @Override
    public List<Object> activities(Targets targets, boolean live) {
        return List.of(new HostActivities());
    }

    /** Shipped: none of your people wrote it. Whoever changes it is named by {@code authors:} in the policies. */
    @Override
    public List<String> authors() {
        return List.of();
    }
}
