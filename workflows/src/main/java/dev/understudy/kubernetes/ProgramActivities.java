package dev.understudy.kubernetes;

import dev.understudy.operation.WriteOperation;
import dev.understudy.rehearsal.Tries;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.ContainerResource;
import io.fabric8.kubernetes.client.dsl.ExecWatch;
import io.temporal.activity.Activity;
import io.temporal.activity.ActivityExecutionContext;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The operations that run programs on clusters. Closing it closes its clients. */
public final class ProgramActivities implements ProgramOperations, OnClusters, AutoCloseable, Tries {
    private static final Duration BETWEEN_HEARTBEATS = Duration.ofSeconds(5);

    private final Clusters clusters;

    public ProgramActivities(Clusters clusters) {
        this.clusters = clusters;
    }

    @Override
    public ProgramResult execInPod(ExecInPod o) {
        String what = o.argv().get(0) + " in pod " + o.namespace() + "/" + o.pod();
        ActivityExecutionContext context = Activity.getExecutionContext();
        if (!o.repeatable() && context.getHeartbeatDetails(String.class).isPresent()) {
            throw ClusterFailure.OUTCOME_UNKNOWN.with(what + " on cluster " + o.cluster()
                    + " may have run, wholly or in part: the worker or its connection failed meanwhile. It is not run"
                    + " again. Look what it did, then go on by hand");
        }
        return clusters.ask(o.cluster(), "running " + what, client -> {
            var pod = client.pods().inNamespace(o.namespace()).withName(o.pod());
            if (pod.get() == null) {
                throw ClusterFailure.NOT_FOUND.with("there is no pod " + o.namespace() + "/" + o.pod() + " on cluster "
                        + o.cluster() + ". Correct the run's parameters");
            }
            context.heartbeat("begun"); // kept by Temporal before it begins
            return run(o, what, o.container() == null ? pod : pod.inContainer(o.container()));
        });
    }

    private static ProgramResult run(ExecInPod o, String what, ContainerResource container) {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        Instant end = Instant.now().plusSeconds(o.patienceSeconds());
        try (ExecWatch watch = container
                .writingOutput(printed)
                .writingError(printed)
                .exec(o.argv().toArray(String[]::new))) {
            CompletableFuture<Integer> exit = watch.exitCode();
            while (Instant.now().isBefore(end)) {
                try {
                    Integer code = exit.get(BETWEEN_HEARTBEATS.toSeconds(), TimeUnit.SECONDS);
                    // fabric8 says -1 where the node tells of a failure without its code.
                    return new ProgramResult(code < 0 ? null : code, printed.toString(StandardCharsets.UTF_8));
                } catch (TimeoutException stillRunning) {
                    Activity.getExecutionContext().heartbeat("begun");
                }
            }
        } catch (ExecutionException e) {
            throw KubernetesClientException.launderThrowable(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Activity.wrap(e);
        }
        throw ClusterFailure.TIMED_OUT.with(what + " on cluster " + o.cluster() + " did not end within "
                + o.patienceSeconds() + " s; it may still run there. Look at it, then go on by hand");
    }

    @Override
    public ProgramResult runJob(RunJob o) {
        String what = "job " + o.namespace() + "/" + o.name();
        createJob(o);
        return Waiting.until(
                Activity.getExecutionContext().getInfo(),
                o.patienceSeconds(),
                () -> clusters.ask(o.cluster(), "reading " + what, client -> new Jobs(client).result(o)),
                seen -> ClusterFailure.TIMED_OUT.with(what + " on cluster " + o.cluster() + " did not end within "
                        + o.patienceSeconds() + " s: " + seen + ". It is still there: look at it, or delete it"));
    }

    /** Creates the job of {@link #runJob}, and does not wait for it. */
    public void createJob(RunJob o) {
        String what = "job " + o.namespace() + "/" + o.name();
        clusters.ask(o.cluster(), "creating " + what, client -> new Jobs(client).create(o));
    }

    @Override
    public boolean createJobFromCronJob(CreateJobFromCronJob o) {
        return clusters.ask(
                o.cluster(),
                "starting cronjob " + o.namespace() + "/" + o.cronJob(),
                client -> new Jobs(client).create(o));
    }

    @Override
    public Optional<String> tried(WriteOperation<?> write) {
        try (Clusters trying = clusters.trying()) {
            ProgramActivities there = new ProgramActivities(trying);
            if (write instanceof RunJob job) {
                return Tried.by(() -> there.createJob(job));
            } else if (write instanceof CreateJobFromCronJob job) {
                return Tried.by(() -> there.createJobFromCronJob(job));
            }
            return Optional.of("a program in a pod cannot be tried without being run");
        }
    }

    @Override
    public Object on(Clusters others) {
        return new ProgramActivities(others);
    }

    @Override
    public void close() {
        clusters.close();
    }
}
