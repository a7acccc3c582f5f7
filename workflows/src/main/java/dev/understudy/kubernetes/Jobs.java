package dev.understudy.kubernetes;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.temporal.activity.Activity;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Creates and reads the jobs of one cluster. */
final class Jobs {
    /** Which operation made a job: by it a retry knows its own. */
    private static final String MADE_BY = "understudy.dev/made-by";

    private final KubernetesClient client;

    Jobs(KubernetesClient client) {
        this.client = client;
    }

    boolean create(RunJob o) {
        Job job = new JobBuilder()
                .withNewMetadata()
                .withName(o.name())
                .withNamespace(o.namespace())
                .addToAnnotations(MADE_BY, madeBy())
                .endMetadata()
                .withNewSpec()
                .withBackoffLimit(0) // a command that failed is not run again by itself
                .withNewTemplate()
                .withNewSpec()
                .withRestartPolicy("Never")
                .addNewContainer()
                .withName(RunJob.CONTAINER)
                .withImage(o.image())
                .withCommand(o.argv())
                .endContainer()
                .endSpec()
                .endTemplate()
                .endSpec()
                .build();
        return create(job);
    }

    boolean create(CreateJobFromCronJob o) {
        CronJob cron = client.batch()
                .v1()
                .cronjobs()
                .inNamespace(o.namespace())
                .withName(o.cronJob())
                .get();
        if (cron == null) {
            throw ClusterFailure.NOT_FOUND.with("there is no cronjob " + o.namespace() + "/" + o.cronJob() + " at "
                    + client.getMasterUrl() + ". Correct the run's parameters");
        }
        var template = cron.getSpec().getJobTemplate();
        var metadata = template.getMetadata();
        Map<String, String> annotations = new HashMap<>(
                metadata == null ? Map.of() : Objects.requireNonNullElse(metadata.getAnnotations(), Map.of()));
        annotations.put("cronjob.kubernetes.io/instantiate", "manual");
        annotations.put(MADE_BY, madeBy());
        return create(new JobBuilder()
                .withNewMetadata()
                .withName(o.name())
                .withNamespace(o.namespace())
                .withAnnotations(annotations)
                .withLabels(metadata == null ? null : metadata.getLabels())
                .addNewOwnerReference()
                .withApiVersion("batch/v1")
                .withKind("CronJob")
                .withName(o.cronJob())
                .withUid(cron.getMetadata().getUid())
                .withController(true)
                .endOwnerReference()
                .endMetadata()
                .withSpec(template.getSpec())
                .build());
    }

    private boolean create(Job job) {
        try {
            client.resource(job).create();
            return true;
        } catch (KubernetesClientException e) {
            Job there = e.getCode() == 409 ? client.resource(job).get() : null;
            if (there != null && Objects.equals(by(there), by(job))) {
                return true; // an earlier attempt made it
            }
            throw e;
        }
    }

    /** The result once the job has ended. */
    Waiting.Look<ProgramResult> result(RunJob o) {
        List<Pod> pods = client.pods()
                .inNamespace(o.namespace())
                .withLabel("job-name", o.name())
                .list()
                .getItems();
        if (pods.isEmpty()) {
            return Waiting.Look.notYet("it has no pod yet");
        }
        Pod pod = pods.get(0);
        return pod.getStatus().getContainerStatuses().stream()
                .map(container -> container.getState().getTerminated())
                .filter(Objects::nonNull)
                .findFirst()
                .map(ended -> Waiting.Look.arrived(new ProgramResult(ended.getExitCode(), log(pod))))
                .orElseGet(() ->
                        Waiting.Look.notYet("its pod is " + pod.getStatus().getPhase()));
    }

    private String log(Pod pod) {
        return client.pods().resource(pod).tailingLines(1_000).getLog();
    }

    private static @Nullable String by(Job job) {
        Map<String, String> annotations = job.getMetadata().getAnnotations();
        return annotations == null ? null : annotations.get(MADE_BY);
    }

    /** The same for the same workflow's same operation. */
    private static String madeBy() {
        var info = Activity.getExecutionContext().getInfo();
        return info.getWorkflowId() + " " + info.getActivityId();
    }
}
