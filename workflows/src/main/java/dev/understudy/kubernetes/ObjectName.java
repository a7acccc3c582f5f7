package dev.understudy.kubernetes;

import dev.understudy.action.KubernetesActions;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import org.jspecify.annotations.Nullable;

/**
 * Names an object of a cluster.
 *
 * @param group the API group, as {@code apps}; empty for the core one
 * @param version the version of the group, as {@code v1}
 * @param resource in the plural, as {@code statefulsets}
 * @param namespace null for objects of the cluster itself
 */
public record ObjectName(
        String group,
        String version,
        String resource,
        @Nullable String namespace,
        String name) {
    public static ObjectName statefulSet(String namespace, String name) {
        return new ObjectName("apps", "v1", "statefulsets", namespace, name);
    }

    public static ObjectName deployment(String namespace, String name) {
        return new ObjectName("apps", "v1", "deployments", namespace, name);
    }

    public static ObjectName daemonSet(String namespace, String name) {
        return new ObjectName("apps", "v1", "daemonsets", namespace, name);
    }

    public static ObjectName pod(String namespace, String name) {
        return new ObjectName("", "v1", "pods", namespace, name);
    }

    public static ObjectName job(String namespace, String name) {
        return new ObjectName("batch", "v1", "jobs", namespace, name);
    }

    public static ObjectName node(String name) {
        return new ObjectName("", "v1", "nodes", null, name);
    }

    /** As actions name it. */
    public String object() {
        return KubernetesActions.object(group, resource, namespace, name);
    }

    /** For people: {@code statefulsets shop/db}. */
    public String words() {
        return resource + " " + (namespace == null ? "" : namespace + "/") + name;
    }

    /** Where the API serves it. */
    String path() {
        return (group.isEmpty() ? "/api/" : "/apis/" + group + "/") + version
                + (namespace == null ? "" : "/namespaces/" + namespace) + "/" + resource + "/" + name;
    }

    ResourceDefinitionContext definition() {
        return new ResourceDefinitionContext.Builder()
                .withGroup(group.isEmpty() ? null : group)
                .withVersion(version)
                .withPlural(resource)
                .withNamespaced(namespace != null)
                .build();
    }
}
