package dev.understudy.kubernetes;

import io.fabric8.kubernetes.api.model.ContainerStateWaiting;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetStatus;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.RollableScalableResource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads and scales the StatefulSets of one cluster. */
final class StatefulSets {
    private final KubernetesClient client;

    StatefulSets(KubernetesClient client) {
        this.client = client;
    }

    StatefulSetState state(String namespace, String name) {
        return state(get(namespace, name));
    }

    PodsReady pods(String namespace, String name) {
        StatefulSet set = get(namespace, name);
        List<Pod> own =
                client
                        .pods()
                        .inNamespace(namespace)
                        .withLabelSelector(set.getSpec().getSelector())
                        .list()
                        .getItems()
                        .stream()
                        .filter(pod -> pod.getMetadata().getOwnerReferences().stream()
                                .anyMatch(owner ->
                                        owner.getUid().equals(set.getMetadata().getUid())))
                        .toList();
        return new PodsReady(
                own.size(),
                own.stream()
                        .filter(pod -> condition(pod, "Ready")
                                .filter(StatefulSets::isTrue)
                                .isEmpty())
                        .map(StatefulSets::whyNotReady)
                        .sorted()
                        .toList());
    }

    /**
     * Patches {@code spec.replicas}, and nothing else. Repeating it does no harm.
     *
     * @param expected the size that the set must have; the cluster checks it in the same step
     */
    int scale(String namespace, String name, int replicas, @Nullable Integer expected) {
        if (expected == null) {
            return patch(namespace, name, PatchType.JSON_MERGE, "{\"spec\":{\"replicas\":" + replicas + "}}");
        }
        try {
            return patch(
                    namespace,
                    name,
                    PatchType.JSON,
                    "[{\"op\":\"test\",\"path\":\"/spec/replicas\",\"value\":" + expected
                            + "},{\"op\":\"replace\",\"path\":\"/spec/replicas\",\"value\":" + replicas + "}]");
        } catch (KubernetesClientException e) {
            int now = e.getCode() == 422 ? state(namespace, name).replicas() : expected;
            if (now == replicas) {
                return now; // an earlier attempt did it, and its answer was lost
            }
            if (now != expected) {
                throw ClusterFailure.CONFLICT.with("statefulset " + namespace + "/" + name + " was to be scaled from "
                        + expected + " to " + replicas + ", but it has " + now
                        + ": somebody changed it meanwhile. Nothing was changed. Look who, then run again");
            }
            throw e;
        }
    }

    private int patch(String namespace, String name, PatchType type, String patch) {
        PatchContext context = new PatchContext.Builder()
                .withPatchType(type)
                .withFieldManager(Clusters.FIELD_MANAGER)
                .build();
        return resource(namespace, name).patch(context, patch).getSpec().getReplicas();
    }

    private StatefulSet get(String namespace, String name) {
        StatefulSet set = resource(namespace, name).get();
        if (set == null) {
            throw ClusterFailure.NOT_FOUND.with("there is no statefulset " + name + " in namespace " + namespace
                    + " at " + client.getMasterUrl() + ". Correct the run's parameters");
        }
        return set;
    }

    private RollableScalableResource<StatefulSet> resource(String namespace, String name) {
        return client.apps().statefulSets().inNamespace(namespace).withName(name);
    }

    private static StatefulSetState state(StatefulSet set) {
        StatefulSetStatus status = Objects.requireNonNullElseGet(set.getStatus(), StatefulSetStatus::new);
        long seen = Objects.requireNonNullElse(status.getObservedGeneration(), 0L);
        return new StatefulSetState(
                Objects.requireNonNullElse(set.getSpec().getReplicas(), 1),
                Objects.requireNonNullElse(status.getReplicas(), 0),
                Objects.requireNonNullElse(status.getReadyReplicas(), 0),
                Objects.requireNonNullElse(status.getUpdatedReplicas(), 0),
                seen >= set.getMetadata().getGeneration());
    }

    private static Optional<PodCondition> condition(Pod pod, String type) {
        return pod.getStatus().getConditions().stream()
                .filter(condition -> condition.getType().equals(type))
                .findFirst();
    }

    private static boolean isTrue(PodCondition condition) {
        return condition.getStatus().equals("True");
    }

    private static String whyNotReady(Pod pod) {
        Optional<String> unscheduled = condition(pod, "PodScheduled")
                .filter(condition -> !isTrue(condition))
                .map(PodCondition::getMessage);
        Optional<String> waiting = pod.getStatus().getContainerStatuses().stream()
                .map(container -> container.getState() == null
                        ? null
                        : container.getState().getWaiting())
                .filter(Objects::nonNull)
                .map(ContainerStateWaiting::getReason)
                .findFirst();
        String why =
                unscheduled.or(() -> waiting).map(reason -> " (" + reason + ")").orElse("");
        return pod.getMetadata().getName() + ": " + pod.getStatus().getPhase() + why;
    }
}
