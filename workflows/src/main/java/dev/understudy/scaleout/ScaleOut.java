package dev.understudy.scaleout;

import dev.understudy.automation.Automation;
import dev.understudy.kubernetes.Clusters;
import dev.understudy.kubernetes.KubernetesActivities;
import dev.understudy.run.Targets;
import java.util.List;

/** Automates the runbook {@code scale-out}. */
public final class ScaleOut implements Automation {
    @Override
    public String runbook() {
        return "scale-out";
    }

    @Override
    public Class<?> workflow() {
        return ScaleOutWorkflowImpl.class;
    }

    @Override
    public List<Object> activities(Targets targets, boolean live) {
        return List.of(new KubernetesActivities(
                live ? Clusters.writable(targets.kubeconfigs()) : Clusters.readOnly(targets.kubeconfigs())));
    }

    /** Shipped: none of your people wrote it. Whoever changes it is named by {@code authors:} in the policies. */
    @Override
    public List<String> authors() {
        return List.of();
    }
}
