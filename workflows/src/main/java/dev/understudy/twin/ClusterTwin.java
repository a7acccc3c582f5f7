package dev.understudy.twin;

import dev.understudy.action.Action;
import dev.understudy.automation.Automation;
import dev.understudy.effects.CanonicalEffect;
import dev.understudy.effects.EffectReader;
import dev.understudy.effects.Standing;
import dev.understudy.kubernetes.Clusters;
import dev.understudy.kubernetes.ExecInPod;
import dev.understudy.kubernetes.OnClusters;
import dev.understudy.kubernetes.ProgramActivities;
import dev.understudy.kubernetes.RunJob;
import dev.understudy.operation.Operation;
import dev.understudy.recording.Request;
import dev.understudy.rehearsal.Twin;
import dev.understudy.run.Targets;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A cluster that stands in for those of the targets: whatever cluster an operation names, it is done on this one. */
public final class ClusterTwin implements Twin, AutoCloseable {
    private final Clusters plain;
    private final KubernetesClient client;
    private final Map<String, String> kubeconfigs;
    private final Recordings recordings;
    private final WriteRecorder recorder;
    private final ProgramActivities programs;
    private final Set<Object> activities = Collections.newSetFromMap(new IdentityHashMap<>());
    private final List<Request> requests = new ArrayList<>();

    /**
     * @param kubeconfig of the twin
     * @param clusters the names by which operations call clusters; all of them are the twin here
     */
    public ClusterTwin(String kubeconfig, Collection<String> clusters, Recordings recordings) {
        this.kubeconfigs = clusters.stream().collect(Collectors.toMap(name -> name, name -> kubeconfig));
        this.recordings = recordings;
        plain = Clusters.writable(Map.of("twin", kubeconfig));
        client = plain.client("twin");
        recorder = new WriteRecorder(new ApiServer(client, "the twin"));
        programs = new ProgramActivities(watched());
    }

    /** A client of the twin, for copying; it stays this object's. */
    public KubernetesClient client() {
        return client;
    }

    /** What the rehearsal asked of the twin so far, in order: only what may have changed something. */
    public List<Request> requests() {
        synchronized (requests) {
            return List.copyOf(requests);
        }
    }

    /** The same automation, whose activities on clusters are on the twin. All its others may not act. */
    public Automation onTwin(Automation automation) {
        return new OnTwin(automation);
    }

    @Override
    public boolean holds(@Nullable Object instance) {
        return instance != null && activities.contains(instance);
    }

    @Override
    public Optional<ProgramAnswer> program(Operation<?> operation, Action action) {
        if (operation instanceof ExecInPod) {
            return Optional.of(recordings.answer(action));
        }
        if (operation instanceof RunJob job) {
            programs.createJob(job);
            keep();
            ProgramAnswer answer = recordings.answer(action);
            return Optional.of(new ProgramAnswer(answer.result(), "the job was created on the twin; " + answer.why()));
        }
        return Optional.empty();
    }

    @Override
    public Played play(Callable<@Nullable Object> perform) throws Exception {
        try {
            Object result = perform.call();
            return new Played(result, keep());
        } catch (Exception e) {
            keep();
            throw e;
        }
    }

    private String keep() {
        List<Request> taken = recorder.take();
        synchronized (requests) {
            requests.addAll(taken);
        }
        return EffectReader.installed().effects(taken).stream()
                .filter(effect -> effect.standing() == Standing.EFFECT)
                .map(CanonicalEffect::summary)
                .collect(Collectors.joining("; "));
    }

    private Clusters watched() {
        return Clusters.watched(kubeconfigs, Map.of(WriteRecorder.NAME, recorder));
    }

    @Override
    public void close() {
        programs.close();
        plain.close();
    }

    private final class OnTwin implements Automation {
        private final Automation automation;

        OnTwin(Automation automation) {
            this.automation = automation;
        }

        @Override
        public List<Object> activities(Targets targets, boolean live) {
            List<Object> all = new ArrayList<>();
            for (Object object : automation.activities(targets, false)) {
                if (object instanceof OnClusters onClusters) {
                    Object there = onClusters.on(watched());
                    activities.add(there);
                    all.add(there);
                } else {
                    all.add(object);
                }
            }
            return all;
        }

        @Override
        public String runbook() {
            return automation.runbook();
        }

        @Override
        public Class<?> workflow() {
            return automation.workflow();
        }

        @Override
        public List<Class<?>> children() {
            return automation.children();
        }

        @Override
        public List<String> authors() {
            return automation.authors();
        }
    }
}
