package dev.understudy.twin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Copies namespaces of a cluster, and what of the cluster itself their pods rely on, into an empty cluster. The original is
 * only read. Secrets come with placeholders instead of their values.
 */
public final class NamespaceClone {
    /** Marks the namespaces of twins: only such a one is ever emptied. */
    static final String MARK = "understudy.dev/twin";

    private static final Set<String> SYSTEM = Set.of("default", "kube-system", "kube-public", "kube-node-lease");

    private static final List<String> CLUSTER_WIDE = List.of(
            "/apis/scheduling.k8s.io/v1/priorityclasses",
            "/apis/storage.k8s.io/v1/storageclasses",
            "/apis/apiextensions.k8s.io/v1/customresourcedefinitions",
            "/apis/admissionregistration.k8s.io/v1/validatingadmissionpolicies",
            "/apis/admissionregistration.k8s.io/v1/validatingadmissionpolicybindings");

    private final ApiServer original;
    private final ApiServer twin;
    private final Consumer<String> progress;
    private final Copy copy = new Copy(new SecretPlaceholders());
    private final List<String> notes = new ArrayList<>();
    private int objects;

    /**
     * @param original a client that can only read
     * @param progress told what is being done, one line at a time
     */
    public NamespaceClone(KubernetesClient original, KubernetesClient twin, Consumer<String> progress) {
        this.original = new ApiServer(original, "the original cluster");
        this.twin = new ApiServer(twin, "the twin");
        this.progress = progress;
    }

    /**
     * Copies, and waits until the twin's controllers have come to rest.
     *
     * @throws TwinRefused where the twin is the original, is not empty, or something cannot be read or made
     */
    public Cloned of(Collection<String> namespaces) throws InterruptedException {
        if (namespaces.isEmpty()) {
            throw new TwinRefused("the plan touches no namespace: there is nothing to copy onto a twin");
        }
        mustBeAnother();
        mustBeEmpty(namespaces);
        clusterWide();
        nodes();
        for (String namespace : new TreeSet<>(namespaces)) {
            copyNamespace(namespace);
        }
        settle(namespaces);
        return new Cloned(List.copyOf(new TreeSet<>(namespaces)), objects, notes);
    }

    /** Takes the copied namespaces away again. Others are left alone. */
    public void remove(Collection<String> namespaces) {
        for (String namespace : namespaces) {
            Optional<JsonNode> there = twin.get("/api/v1/namespaces/" + namespace);
            if (there.isPresent() && isMarked(there.get())) {
                twin.delete("/api/v1/namespaces/" + namespace);
            }
        }
    }

    private void mustBeAnother() {
        if (original.identity().equals(twin.identity())) {
            throw new TwinRefused("the twin is the original cluster itself: a rehearsal there would be the real thing."
                    + " Give the kubeconfig of another, empty cluster");
        }
    }

    private void mustBeEmpty(Collection<String> namespaces) throws InterruptedException {
        List<String> leaving = new ArrayList<>();
        for (JsonNode namespace : twin.list("/api/v1/namespaces")) {
            String name = namespace.at("/metadata/name").asText();
            if (isMarked(namespace)) {
                leaving.add(name);
                remove(List.of(name));
            } else if (!SYSTEM.contains(name) || namespaces.contains(name)) {
                throw new TwinRefused("the twin is not empty: it has a namespace " + name
                        + " that no rehearsal made, and a rehearsal could harm what is in it. Give an empty cluster");
            }
        }
        if (!leaving.isEmpty()) {
            progress.accept("waiting for what an earlier rehearsal left: " + String.join(", ", leaving));
            long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
            for (String name : leaving) {
                while (twin.get("/api/v1/namespaces/" + name).isPresent()) {
                    if (System.nanoTime() > until) {
                        throw new TwinRefused("the namespace " + name + " of an earlier rehearsal does not go away from"
                                + " the twin. Make the twin anew, or remove the namespace's finalizers");
                    }
                    Thread.sleep(200);
                }
            }
        }
    }

    private static boolean isMarked(JsonNode namespace) {
        return namespace.path("metadata").path("labels").has(MARK);
    }

    private void clusterWide() {
        for (String path : CLUSTER_WIDE) {
            for (JsonNode object : readable(path)) {
                if (object.at("/metadata/name").asText().startsWith("system-")) {
                    continue;
                }
                ObjectNode made = (ObjectNode) copy.of(object).orElse(null);
                if (made == null) {
                    continue;
                }
                if (made.at("/spec/conversion") instanceof ObjectNode conversion) {
                    // A conversion by webhook asks a service that is not there.
                    conversion.removeAll().put("strategy", "None");
                }
                create(path, made);
            }
        }
        for (String path : List.of(
                "/apis/admissionregistration.k8s.io/v1/validatingwebhookconfigurations",
                "/apis/admissionregistration.k8s.io/v1/mutatingwebhookconfigurations")) {
            int hooks = readable(path).size();
            if (hooks > 0) {
                notes.add(hooks + " of the original's " + path.substring(path.lastIndexOf('/') + 1)
                        + " are not on the twin: what they would refuse or change is not rehearsed");
            }
        }
    }

    /** What an account may not read is left out, and said. */
    private List<JsonNode> readable(String path) {
        try {
            return original.list(path);
        } catch (TwinRefused e) {
            notes.add(path.substring(path.lastIndexOf('/') + 1) + " are not on the twin: " + e.getMessage());
            return List.of();
        }
    }

    private void nodes() {
        for (JsonNode node : readable("/api/v1/nodes")) {
            JsonNode made = copy.of(node).orElseThrow();
            String path = "/api/v1/nodes/" + made.at("/metadata/name").asText();
            Optional<JsonNode> there = twin.get(path);
            if (there.isEmpty()) {
                create("/api/v1/nodes", made);
                continue;
            }
            ObjectNode updated = there.get().deepCopy();
            updated.withObjectProperty("metadata").set("labels", made.at("/metadata/labels"));
            ObjectNode spec = updated.withObjectProperty("spec");
            spec.remove(List.of("taints", "unschedulable"));
            if (made.at("/spec/taints").isArray()) {
                spec.set("taints", made.at("/spec/taints"));
            }
            if (made.at("/spec/unschedulable").asBoolean()) {
                spec.put("unschedulable", true);
            }
            twin.replace(path, updated);
        }
    }

    private void copyNamespace(String name) throws InterruptedException {
        JsonNode namespace = original.get("/api/v1/namespaces/" + name)
                .orElseThrow(() -> new TwinRefused("there is no namespace " + name + " in the original cluster"));
        ObjectNode made = (ObjectNode) copy.of(namespace)
                .orElseThrow(
                        () -> new TwinRefused("the namespace " + name + " is being deleted in the original cluster"));
        made.withObjectProperty("metadata").withObjectProperty("labels").put(MARK, "true");
        made.remove("spec");
        create("/api/v1/namespaces", made);
        List<ResourceKind> kinds = new ArrayList<>(ResourceKind.namespaced(original));
        kinds.sort(Comparator.comparingInt(ResourceKind::rank)
                .thenComparing(ResourceKind::groupVersion)
                .thenComparing(ResourceKind::resource));
        waitForAccount(name);
        int before = objects;
        for (ResourceKind kind : kinds) {
            String path = kind.path(name);
            for (JsonNode object : readable(path)) {
                copy.of(object).ifPresent(wanted -> create(path, wanted));
            }
        }
        progress.accept("copied namespace " + name + ": " + (objects - before) + " objects");
    }

    private void create(String path, JsonNode object) {
        try {
            if (twin.create(path, object)) {
                objects++;
            }
        } catch (TwinRefused e) {
            notes.add("not on the twin: " + e.getMessage());
        }
    }

    /** A pod can be made once a controller has made its namespace's account. */
    private void waitForAccount(String namespace) throws InterruptedException {
        String path = "/api/v1/namespaces/" + namespace + "/serviceaccounts/default";
        for (int i = 0; i < 100 && twin.get(path).isEmpty(); i++) {
            Thread.sleep(100);
        }
        if (twin.get(path).isEmpty()) {
            notes.add("no controllers run on the twin: what they would do about a change is not rehearsed");
        }
    }

    /** Until as many pods are ready as in the original, or a minute has passed. */
    private void settle(Collection<String> namespaces) throws InterruptedException {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        for (String namespace : namespaces) {
            for (String resource : List.of("statefulsets", "deployments", "daemonsets")) {
                String path = "/apis/apps/v1/namespaces/" + namespace + "/" + resource;
                for (JsonNode wanted : original.list(path)) {
                    await(path + "/" + wanted.at("/metadata/name").asText(), ready(wanted), until);
                }
            }
        }
    }

    private void await(String path, int ready, long until) throws InterruptedException {
        while (twin.get(path).map(NamespaceClone::ready).orElse(ready) < ready) {
            if (System.nanoTime() > until) {
                notes.add(path.substring(path.indexOf("/namespaces/") + 12)
                        + " has fewer ready pods on the twin than in" + " the original");
                return;
            }
            Thread.sleep(200);
        }
    }

    private static int ready(JsonNode workload) {
        JsonNode status = workload.path("status");
        return status.path(status.has("numberReady") ? "numberReady" : "readyReplicas")
                .asInt();
    }
}
