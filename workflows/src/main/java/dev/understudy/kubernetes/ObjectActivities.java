package dev.understudy.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.understudy.operation.WriteOperation;
import dev.understudy.rehearsal.Tries;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.temporal.activity.Activity;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.activity.ActivityInfo;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** The operations on objects of any kind. Closing it closes its clients. */
public final class ObjectActivities implements ObjectOperations, OnClusters, AutoCloseable, Tries {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String RESTARTED_AT =
            Pointers.of("spec", "template", "metadata", "annotations", "kubectl.kubernetes.io/restartedAt");

    private final Clusters clusters;

    public ObjectActivities(Clusters clusters) {
        this.clusters = clusters;
    }

    @Override
    public Map<String, String> patchObject(PatchObject o) {
        return clusters.ask(o.cluster(), "patching " + o.object().words(), client -> {
            patch(client, o.object(), o.changes());
            return o.changes();
        });
    }

    @Override
    public boolean labelObject(LabelObject o) {
        patchObject(o.patch());
        return true;
    }

    @Override
    public boolean annotateObject(AnnotateObject o) {
        patchObject(o.patch());
        return true;
    }

    @Override
    public boolean applyObject(ApplyObject o) {
        return clusters.ask(o.cluster(), "applying " + o.object().words(), client -> {
            ObjectNode content = o.content().deepCopy();
            ObjectNode metadata = content.withObjectProperty("metadata");
            metadata.put("name", o.object().name());
            if (o.object().namespace() != null) {
                metadata.put("namespace", o.object().namespace());
            }
            PatchContext context = new PatchContext.Builder()
                    .withPatchType(PatchType.SERVER_SIDE_APPLY)
                    .withFieldManager(Clusters.FIELD_MANAGER)
                    .withForce(o.force())
                    .build();
            of(client, o.object()).patch(context, content.toString());
            return true;
        });
    }

    @Override
    public boolean restartRollout(RestartRollout o) {
        // The time at which it was first asked for: a retry asks for the same again, and nothing happens.
        long asked = Activity.getExecutionContext().getInfo().getScheduledTimestamp();
        String at = Instant.ofEpochMilli(asked).toString();
        return clusters.ask(o.cluster(), "restarting " + o.object().words(), client -> {
            patch(client, o.object(), Map.of(RESTARTED_AT, Pointers.json(at)));
            return true;
        });
    }

    @Override
    public boolean deleteObject(DeleteObject o) {
        return clusters.ask(o.cluster(), "deleting " + o.object().words(), client -> {
            ActivityExecutionContext context = Activity.getExecutionContext();
            Optional<String> meant = context.getHeartbeatDetails(String.class);
            GenericKubernetesResource found = of(client, o.object()).get();
            if (found == null || meant.filter(uid -> !uid.equals(uidOf(found))).isPresent()) {
                return meant.isPresent(); // gone, or another one in its place
            }
            // Kept by Temporal before the deletion is asked for, so that a retry knows which one was meant.
            context.heartbeat(uidOf(found));
            return delete(client, o, uidOf(found));
        });
    }

    /** Only this very object: the cluster compares its uid in the same step. */
    private static boolean delete(KubernetesClient client, DeleteObject o, String uid) {
        ObjectNode options = JSON.createObjectNode();
        options.put("apiVersion", "v1").put("kind", "DeleteOptions");
        options.put("propagationPolicy", o.propagation().word());
        options.putObject("preconditions").put("uid", uid);
        if (o.gracePeriodSeconds() != null) {
            options.put("gracePeriodSeconds", o.gracePeriodSeconds());
        }
        try {
            client.raw(o.object().path(), "DELETE", options);
            return true;
        } catch (KubernetesClientException e) {
            if (e.getCode() == 404 || e.getCode() == 409) {
                return true; // gone meanwhile, by us or by somebody else
            }
            throw e;
        }
    }

    @Override
    public String waitForCondition(WaitForCondition o) {
        ActivityInfo info = Activity.getExecutionContext().getInfo();
        return Waiting.until(
                info,
                o.patienceSeconds(),
                () -> condition(o),
                seen -> ClusterFailure.TIMED_OUT.with(o.object().words() + " on cluster " + o.cluster()
                        + " did not become " + o.condition() + "=" + o.status()
                        + " within " + o.patienceSeconds() + " s" + (seen.isEmpty() ? "" : "; it is " + seen)
                        + ". Look at its events (kubectl describe)"));
    }

    private Waiting.Look<String> condition(WaitForCondition o) {
        return clusters.ask(o.cluster(), "reading " + o.object().words(), client -> {
            GenericKubernetesResource found = of(client, o.object()).get();
            JsonNode conditions =
                    JSON.valueToTree(found == null ? Map.of() : found).at("/status/conditions");
            for (JsonNode condition : conditions) {
                if (condition.path("type").asText().equals(o.condition())) {
                    String message = condition.path("message").asText();
                    String status = condition.path("status").asText();
                    return status.equals(o.status())
                            ? Waiting.Look.arrived(message)
                            : Waiting.Look.notYet(
                                    o.condition() + "=" + status + (message.isEmpty() ? "" : ": " + message));
                }
            }
            return Waiting.Look.notYet(found == null ? "not there" : "without that condition");
        });
    }

    private static void patch(KubernetesClient client, ObjectName object, Map<String, String> changes) {
        PatchContext context = new PatchContext.Builder()
                .withPatchType(PatchType.JSON_MERGE)
                .withFieldManager(Clusters.FIELD_MANAGER)
                .build();
        of(client, object).patch(context, Pointers.mergePatch(changes));
    }

    static Resource<GenericKubernetesResource> of(KubernetesClient client, ObjectName object) {
        var all = client.genericKubernetesResources(object.definition());
        return object.namespace() == null
                ? all.withName(object.name())
                : all.inNamespace(object.namespace()).withName(object.name());
    }

    private static String uidOf(GenericKubernetesResource object) {
        return object.getMetadata().getUid();
    }

    @Override
    public Optional<String> tried(WriteOperation<?> write) {
        try (Clusters trying = clusters.trying()) {
            ObjectActivities there = new ObjectActivities(trying);
            if (write instanceof PatchObject patch) {
                return Tried.by(() -> there.patchObject(patch));
            } else if (write instanceof LabelObject label) {
                return Tried.by(() -> there.labelObject(label));
            } else if (write instanceof AnnotateObject annotation) {
                return Tried.by(() -> there.annotateObject(annotation));
            } else if (write instanceof ApplyObject application) {
                return Tried.by(() -> there.applyObject(application));
            } else if (write instanceof RestartRollout restart) {
                return Tried.by(() -> there.restartRollout(restart));
            }
            return Optional.of("a deletion cannot be tried without being done");
        }
    }

    @Override
    public Object on(Clusters others) {
        return new ObjectActivities(others);
    }

    @Override
    public void close() {
        clusters.close();
    }
}
