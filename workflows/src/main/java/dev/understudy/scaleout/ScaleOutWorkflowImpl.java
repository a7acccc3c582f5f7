package dev.understudy.scaleout;

import dev.understudy.kubernetes.CheckPodsReady;
import dev.understudy.kubernetes.KubernetesOperations;
import dev.understudy.kubernetes.PodsReady;
import dev.understudy.kubernetes.ReadStatefulSet;
import dev.understudy.kubernetes.ScaleStatefulSet;
import dev.understudy.kubernetes.StatefulSetState;
import dev.understudy.kubernetes.WaitForRollout;
import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.failure.ApplicationFailure;
import io.temporal.workflow.Workflow;
import java.time.Duration;

public final class ScaleOutWorkflowImpl implements ScaleOutWorkflow {
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    // The summary of each names the runbook's step.
    private final KubernetesOperations readSize = step("read-size", Duration.ofMinutes(5));
    private final KubernetesOperations checkHealth = step("check-health", Duration.ofMinutes(5));
    private final KubernetesOperations scale = step("scale", Duration.ofMinutes(5));
    private final KubernetesOperations wait = step("wait", PATIENCE.plusMinutes(10));
    private final KubernetesOperations verify = step("verify", Duration.ofMinutes(5));

    @Override
    public ScaleOutResult scaleOut(ScaleOutInput input) {
        String cluster = input.cluster();
        String namespace = input.namespace();
        String name = input.statefulset();
        int wanted = replicas(input);

        StatefulSetState before = readSize.readStatefulSet(new ReadStatefulSet(cluster, namespace, name));
        if (wanted <= before.replicas()) {
            throw refusal(
                    "NotAScaleOut",
                    "statefulset " + namespace + "/" + name + " has " + before.replicas() + " replicas, and " + wanted
                            + " is not more: this runbook only scales out. Nothing was changed");
        }

        PodsReady pods = checkHealth.checkPodsReady(new CheckPodsReady(cluster, namespace, name));
        if (!pods.all() || pods.pods() < before.replicas()) {
            throw refusal(
                    "NotHealthy",
                    "statefulset " + namespace + "/" + name + " is not healthy, so that it is not scaled: "
                            + (pods.all()
                                    ? "it has " + pods.pods() + " of " + before.replicas() + " pods"
                                    : String.join("; ", pods.notReady()))
                            + ". Repair it first");
        }

        scale.scaleStatefulSet(new ScaleStatefulSet(cluster, namespace, name, wanted, before.replicas()));

        wait.waitForRollout(new WaitForRollout(cluster, namespace, name, PATIENCE.toSeconds()));

        StatefulSetState after = verify.readStatefulSet(new ReadStatefulSet(cluster, namespace, name));
        if (after.replicas() != wanted || after.ready() != wanted) {
            throw refusal(
                    "NotAsAsked",
                    "statefulset " + namespace + "/" + name + " was to have " + wanted + " pods, and has "
                            + after.summary() + ". Look who else changes it");
        }
        return new ScaleOutResult(before.replicas(), after.replicas());
    }

    private static int replicas(ScaleOutInput input) {
        if (!input.replicas().matches("[1-9]\\d{0,3}")) {
            throw refusal(
                    "ParameterInvalid",
                    "the parameter replicas is \"" + input.replicas() + "\"; it must be a whole number from 1 to 9999");
        }
        return Integer.parseInt(input.replicas());
    }

    private static ApplicationFailure refusal(String type, String message) {
        return ApplicationFailure.newNonRetryableFailure(message, type);
    }

    private static KubernetesOperations step(String name, Duration timeout) {
        return Workflow.newActivityStub(
                KubernetesOperations.class,
                ActivityOptions.newBuilder()
                        .setSummary(name)
                        .setStartToCloseTimeout(timeout)
                        .setHeartbeatTimeout(Duration.ofMinutes(2))
                        .setRetryOptions(RetryOptions.newBuilder()
                                .setInitialInterval(Duration.ofSeconds(1))
                                .setMaximumInterval(Duration.ofMinutes(1))
                                .setMaximumAttempts(10)
                                .build())
                        .build());
    }
}
