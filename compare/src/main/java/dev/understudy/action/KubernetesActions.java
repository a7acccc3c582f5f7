package dev.understudy.action;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The words for what is done to Kubernetes objects: the one place where they are spelled, for the normaliser of kubectl and
 * for the operations of workflows alike.
 *
 * <table>
 * <caption>The vocabulary</caption>
 * <tr><th>operation</th><th>fields</th><th>effect</th><th>as in</th></tr>
 * <tr><td>update</td><td>JSON pointers and JSON values</td><td>WRITE</td><td>scale, patch, label, annotate, set image,
 * cordon</td></tr>
 * <tr><td>restart</td><td></td><td>WRITE</td><td>rollout restart</td></tr>
 * <tr><td>delete</td><td>propagation (where not Background), gracePeriodSeconds</td><td>DESTRUCTIVE</td><td>delete</td></tr>
 * <tr><td>evict</td><td></td><td>WRITE</td><td>an eviction</td></tr>
 * <tr><td>drain</td><td>the options that matter</td><td>WRITE or DESTRUCTIVE</td><td>drain</td></tr>
 * <tr><td>exec</td><td>argv (a JSON array), container</td><td>that of the program inside</td><td>exec</td></tr>
 * <tr><td>create</td><td>as update, without what the server fills in; from, of a job that a CronJob makes</td><td>WRITE</td>
 * <td>create job</td></tr>
 * <tr><td>apply</td><td>as update: what the object shall be</td><td>WRITE</td><td>a server-side apply</td></tr>
 * <tr><td>apply, create, replace</td><td>content: unknown</td><td>WRITE</td><td>apply -f: the object is {@code manifest:PATH}</td></tr>
 * </table>
 *
 * <p>Objects are {@code kubernetes:GROUP/RESOURCE/NAMESPACE/NAME}, with an empty group for the core one; objects of the
 * cluster itself have no namespace: {@code kubernetes:/nodes/NAME}. In pointers, an element of a list whose elements have
 * names is called by its name: {@code /spec/template/spec/containers/db/image}.
 */
public final class KubernetesActions {
    private KubernetesActions() {}

    /** @param namespace null for objects of the cluster itself */
    public static String object(String group, String resource, @Nullable String namespace, String name) {
        return "kubernetes:" + group + "/" + resource + "/" + (namespace == null ? "" : namespace + "/") + name;
    }

    /** @param resource of the group apps, in the plural: {@code statefulsets}, {@code deployments}, {@code replicasets} */
    public static Action scale(String namespace, String resource, String name, int replicas) {
        return update(object("apps", resource, namespace, name), Map.of("/spec/replicas", Integer.toString(replicas)));
    }

    /** @param changes JSON pointers with the new values as JSON text; {@code null} removes */
    public static Action update(String object, Map<String, String> changes) {
        return Action.of(Effect.WRITE, "update", object, changes);
    }

    /** A rolling restart, as {@code kubectl rollout restart} does. */
    public static Action restart(String namespace, String resource, String name) {
        return Action.of(Effect.WRITE, "restart", object("apps", resource, namespace, name));
    }

    /** @param schedulable false for cordon, true for uncordon */
    public static Action setSchedulable(String node, boolean schedulable) {
        return update(object("", "nodes", null, node), Map.of("/spec/unschedulable", schedulable ? "false" : "true"));
    }

    /** @param propagation Background, Foreground or Orphan; @param gracePeriodSeconds null for the object's own */
    public static Action delete(String object, String propagation, @Nullable Integer gracePeriodSeconds) {
        Map<String, String> fields = new TreeMap<>();
        if (!propagation.equals("Background")) {
            fields.put("propagation", propagation);
        }
        if (gracePeriodSeconds != null) {
            fields.put("gracePeriodSeconds", gracePeriodSeconds.toString());
        }
        return Action.of(Effect.DESTRUCTIVE, "delete", object, fields);
    }

    public static Action evict(String namespace, String pod) {
        return Action.of(Effect.WRITE, "evict", object("", "pods", namespace, pod));
    }

    /** Reads one object, or with {@code *} as its name all of them. */
    public static Action read(String object) {
        return Action.of(Effect.READ, "read", object);
    }

    /**
     * Cordons a node and evicts what runs on it.
     *
     * @param deleteEmptyDirData whether the data of pods in {@code emptyDir} volumes may be lost
     * @param force whether pods that nothing will start again are deleted too
     * @param disableEviction whether pods are deleted past their disruption budgets
     * @param gracePeriodSeconds null for each pod's own
     */
    public static Action drain(
            String node,
            boolean deleteEmptyDirData,
            boolean force,
            boolean disableEviction,
            @Nullable Integer gracePeriodSeconds) {
        Map<String, String> fields = new TreeMap<>();
        if (deleteEmptyDirData) {
            fields.put("deleteEmptyDirData", "true");
        }
        if (force) {
            fields.put("force", "true");
        }
        if (disableEviction) {
            fields.put("disableEviction", "true");
        }
        Effect effect = fields.isEmpty() ? Effect.WRITE : Effect.DESTRUCTIVE;
        if (gracePeriodSeconds != null) {
            fields.put("gracePeriodSeconds", gracePeriodSeconds.toString());
        }
        return Action.of(effect, "drain", object("", "nodes", null, node), fields);
    }

    /**
     * Runs a program in a pod.
     *
     * @param object the pod, or what kubectl finds a pod by
     * @param container null for the pod's default one
     * @param effect what the program does to the world
     */
    public static Action exec(String object, @Nullable String container, List<String> argv, Effect effect) {
        Map<String, String> fields = new TreeMap<>(Map.of("argv", JsonText.array(argv)));
        if (container != null) {
            fields.put("container", container);
        }
        return Action.of(effect, "exec", object, fields);
    }

    /** The same action in a cluster that is named otherwise than by default, as {@code kubectl --context C} does. */
    public static Action inContext(Action action, String context) {
        Map<String, String> fields = new TreeMap<>(action.fields());
        fields.put("context", context);
        return Action.of(action.effect(), action.operation(), action.object(), fields);
    }
}
