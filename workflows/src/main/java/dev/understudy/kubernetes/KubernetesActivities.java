package dev.understudy.kubernetes;

import dev.understudy.operation.WriteOperation;
import dev.understudy.rehearsal.Tries;
import io.temporal.activity.Activity;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.failure.ApplicationFailure;
import java.util.Optional;
import java.util.function.Function;

/** The operations on clusters. Closing it closes its clients. */
public final class KubernetesActivities implements KubernetesOperations, OnClusters, AutoCloseable, Tries {
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
        return Waiting.until(context.getInfo(), o.patienceSeconds(), () -> look(o), seen -> timedOut(o, seen));
    }

    private Waiting.Look<StatefulSetState> look(WaitForRollout o) {
        StatefulSetState state = readStatefulSet(new ReadStatefulSet(o.cluster(), o.namespace(), o.name()));
        return state.settled() ? Waiting.Look.arrived(state) : Waiting.Look.notYet(state.summary());
    }

    private ApplicationFailure timedOut(WaitForRollout o, String seen) {
        PodsReady pods = checkPodsReady(new CheckPodsReady(o.cluster(), o.namespace(), o.name()));
        return ClusterFailure.TIMED_OUT.with(
                named(o.namespace(), o.name()) + " on cluster " + o.cluster() + " did not come to rest within "
                        + o.patienceSeconds() + " s: " + seen
                        + (pods.all() ? "" : "; " + String.join("; ", pods.notReady()))
                        + ". Help these pods, or scale back");
    }

    private <T> T on(String cluster, String doing, Function<StatefulSets, T> work) {
        return clusters.ask(cluster, doing, client -> work.apply(new StatefulSets(client)));
    }

    private static String named(String namespace, String name) {
        return "statefulset " + namespace + "/" + name;
    }

    @Override
    public Optional<String> tried(WriteOperation<?> write) {
        if (!(write instanceof ScaleStatefulSet scale)) {
            return Optional.of(write.getClass().getSimpleName() + " cannot be tried");
        }
        try (Clusters trying = clusters.trying()) {
            return Tried.by(() -> new KubernetesActivities(trying).scaleStatefulSet(scale));
        }
    }

    @Override
    public Object on(Clusters others) {
        return new KubernetesActivities(others);
    }

    @Override
    public void close() {
        clusters.close();
    }
}
