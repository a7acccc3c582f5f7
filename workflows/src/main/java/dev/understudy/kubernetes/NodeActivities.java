package dev.understudy.kubernetes;

import dev.understudy.operation.WriteOperation;
import dev.understudy.rehearsal.Tries;
import io.fabric8.kubernetes.api.model.DeleteOptionsBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.policy.v1.Eviction;
import io.fabric8.kubernetes.api.model.policy.v1.EvictionBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.temporal.activity.Activity;
import io.temporal.activity.ActivityExecutionContext;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The operations on nodes and the pods on them. Closing it closes its clients. */
public final class NodeActivities implements NodeOperations, OnClusters, AutoCloseable, Tries {
    private final Clusters clusters;
    private final ObjectActivities objects;

    public NodeActivities(Clusters clusters) {
        this.clusters = clusters;
        this.objects = new ObjectActivities(clusters);
    }

    @Override
    public boolean cordonNode(CordonNode o) {
        return setUnschedulable(o.cluster(), o.node(), "true");
    }

    @Override
    public boolean uncordonNode(UncordonNode o) {
        return setUnschedulable(o.cluster(), o.node(), "null");
    }

    private boolean setUnschedulable(String cluster, String node, String value) {
        objects.patchObject(new PatchObject(cluster, ObjectName.node(node), Map.of("/spec/unschedulable", value)));
        return true;
    }

    @Override
    public boolean evictPod(EvictPod o) {
        return clusters.ask(o.cluster(), "evicting pod " + o.namespace() + "/" + o.pod(), client -> {
            ActivityExecutionContext context = Activity.getExecutionContext();
            Optional<String> meant = context.getHeartbeatDetails(String.class);
            Pod found =
                    client.pods().inNamespace(o.namespace()).withName(o.pod()).get();
            if (found == null || meant.filter(uid -> !uid.equals(uidOf(found))).isPresent()) {
                return meant.isPresent(); // gone, or another one in its place
            }
            // Kept by Temporal before it is asked for, so that a retry knows which one was meant.
            context.heartbeat(uidOf(found));
            evict(client, found);
            return true;
        });
    }

    @Override
    public List<String> drainNode(DrainNode o) {
        List<Pod> leaving = clusters.ask(o.cluster(), "reading the pods of node " + o.node(), client -> {
            if (client.nodes().withName(o.node()).get() == null) {
                throw ClusterFailure.NOT_FOUND.with("there is no node " + o.node() + " on cluster " + o.cluster()
                        + ". Correct the run's parameters");
            }
            return toLeave(client, o.node()).toList();
        });
        DrainRefusal.check(o, leaving);
        cordonNode(new CordonNode(o.cluster(), o.node()));
        return Waiting.until(
                Activity.getExecutionContext().getInfo(),
                o.patienceSeconds(),
                () -> evictRest(o, leaving),
                seen -> ClusterFailure.TIMED_OUT.with("node " + o.node() + " on cluster " + o.cluster()
                        + " is cordoned, but not empty after " + o.patienceSeconds() + " s: " + seen
                        + ". Look at the disruption budgets of these pods, then drain again, or uncordon"));
    }

    private Waiting.Look<List<String>> evictRest(DrainNode o, List<Pod> leaving) {
        return clusters.ask(o.cluster(), "draining node " + o.node(), client -> {
            List<Pod> rest = toLeave(client, o.node()).toList();
            rest.stream()
                    .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null)
                    .forEach(pod -> {
                        try {
                            evict(client, pod);
                        } catch (KubernetesClientException e) {
                            if (e.getCode() != 429) { // its budget does not let it now
                                throw e;
                            }
                        }
                    });
            return rest.isEmpty()
                    ? Waiting.Look.arrived(
                            leaving.stream().map(DrainRefusal::named).sorted().toList())
                    : Waiting.Look.notYet(String.join(
                                    ", ",
                                    rest.stream()
                                            .map(DrainRefusal::named)
                                            .sorted()
                                            .toList()) + " still there");
        });
    }

    /** The pods of a node, less those that a DaemonSet or the node itself would start there again. */
    private static Stream<Pod> toLeave(KubernetesClient client, String node) {
        return client.pods().inAnyNamespace().withField("spec.nodeName", node).list().getItems().stream()
                .filter(pod -> pod.getMetadata().getOwnerReferences().stream()
                        .noneMatch(owner -> owner.getKind().equals("DaemonSet")))
                .filter(pod -> pod.getMetadata().getAnnotations() == null
                        || !pod.getMetadata().getAnnotations().containsKey("kubernetes.io/config.mirror"));
    }

    private static void evict(KubernetesClient client, Pod pod) {
        String namespace = pod.getMetadata().getNamespace();
        String name = pod.getMetadata().getName();
        Eviction eviction = new EvictionBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace(namespace)
                .endMetadata()
                .withDeleteOptions(new DeleteOptionsBuilder()
                        .withNewPreconditions()
                        .withUid(uidOf(pod))
                        .endPreconditions()
                        .build())
                .build();
        try {
            // Not the client's own evict(): it is silent where a disruption budget does not let the pod leave.
            client.raw(ObjectName.pod(namespace, name).path() + "/eviction", "POST", eviction);
        } catch (KubernetesClientException e) {
            if (e.getCode() != 404 && e.getCode() != 409) { // gone meanwhile, or another one in its place
                throw e;
            }
        }
    }

    private static String uidOf(Pod pod) {
        return pod.getMetadata().getUid();
    }

    @Override
    public Optional<String> tried(WriteOperation<?> write) {
        try (Clusters trying = clusters.trying()) {
            NodeActivities there = new NodeActivities(trying);
            if (write instanceof CordonNode cordon) {
                return Tried.by(() -> there.cordonNode(cordon));
            } else if (write instanceof UncordonNode uncordon) {
                return Tried.by(() -> there.uncordonNode(uncordon));
            }
            return Optional.of("an eviction cannot be tried without being done");
        }
    }

    @Override
    public Object on(Clusters others) {
        return new NodeActivities(others);
    }

    @Override
    public void close() {
        clusters.close();
    }
}
