package dev.understudy.kubernetes;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.temporal.activity.Activity;
import io.temporal.activity.ActivityExecutionContext;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;

/** The operations on clusters. Closing it closes its clients. */
public final class KubernetesActivities implements KubernetesOperations, AutoCloseable {
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

    private final Clusters clusters;

    public KubernetesActivities(Clusters clusters) {
        this.clusters = clusters;
    }

    @Override
    public StatefulSetState readStatefulSet(ReadStatefulSet o) {
        return on(
                o.cluster(), "reading " + named(o.namespace(), o.name()), sets -> sets.state(o.namespace(), o.name()));
    }

    @Override
    public PodsReady checkPodsReady(CheckPodsReady o) {
        return on(
                o.cluster(),
                "reading the pods of " + named(o.namespace(), o.statefulSet()),
                sets -> sets.pods(o.namespace(), o.statefulSet()));
    }

    @Override
    public int scaleStatefulSet(ScaleStatefulSet o) {
        return on(
                o.cluster(),
                "scaling " + named(o.namespace(), o.name()),
                sets -> sets.scale(o.namespace(), o.name(), o.replicas(), o.expected()));
    }

    @Override
    public StatefulSetState waitForRollout(WaitForRollout o) {
        ActivityExecutionContext context = Activity.getExecutionContext();
        // From when it was first asked for: a retry does not begin to wait anew.
        Instant end =
                Instant.ofEpochMilli(context.getInfo().getScheduledTimestamp()).plusSeconds(o.patienceSeconds());
        while (true) {
            StatefulSetState state = readStatefulSet(new ReadStatefulSet(o.cluster(), o.namespace(), o.name()));
            if (state.settled()) {
                return state;
            }
            if (Instant.now().isAfter(end)) {
                PodsReady pods = checkPodsReady(new CheckPodsReady(o.cluster(), o.namespace(), o.name()));
                throw ClusterFailure.TIMED_OUT.with(named(o.namespace(), o.name()) + " on cluster " + o.cluster()
                        + " did not come to rest within " + o.patienceSeconds() + " s: " + state.summary()
                        + (pods.all() ? "" : "; " + String.join("; ", pods.notReady()))
                        + ". Help these pods, or scale back");
            }
            context.heartbeat(state.summary());
            pause();
        }
    }

    private <T> T on(String cluster, String doing, Function<StatefulSets, T> work) {
        try {
            return work.apply(new StatefulSets(clusters.client(cluster)));
        } catch (KubernetesClientException e) {
            throw ClusterFailure.of(e, cluster, doing);
        } catch (WriteRefused e) {
            throw ClusterFailure.WRITE_REFUSED.with(doing + " on cluster " + cluster + " failed: " + e.getMessage(), e);
        }
    }

    private static String named(String namespace, String name) {
        return "statefulset " + namespace + "/" + name;
    }

    private static void pause() {
        try {
            Thread.sleep(BETWEEN_LOOKS.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Activity.wrap(e);
        }
    }

    @Override
    public void close() {
        clusters.close();
    }
}
