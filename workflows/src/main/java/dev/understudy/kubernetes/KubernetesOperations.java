package dev.understudy.kubernetes;

import io.temporal.activity.ActivityInterface;

/** What workflows can do on clusters. */
@ActivityInterface
public interface KubernetesOperations {
    StatefulSetState readStatefulSet(ReadStatefulSet operation);

    PodsReady checkPodsReady(CheckPodsReady operation);

    /** Gives the size that the StatefulSet should have now. */
    int scaleStatefulSet(ScaleStatefulSet operation);

    StatefulSetState waitForRollout(WaitForRollout operation);
}
