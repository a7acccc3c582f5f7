package dev.understudy.effects;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.understudy.action.KubernetesActions;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * On what an effect is.
 *
 * @param cluster the API server's URL; null where it is not known
 * @param group the API group, empty for the core one
 * @param resource in the plural
 * @param namespace null for objects of the cluster itself
 * @param name with a {@code *} where it is made anew each time; null for a collection
 * @param subresource null where the effect is on the object itself; {@code /scale} is, since it sets a field of it
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ClusterObject(
        @Nullable String cluster,
        String group,
        String resource,
        @Nullable String namespace,
        @Nullable String name,
        @Nullable String subresource) {

    /** As an {@code Action} names its object: {@code kubernetes:apps/statefulsets/NAMESPACE/NAME}. */
    public String text() {
        String object = KubernetesActions.object(group, resource, namespace, name == null ? "*" : name);
        return subresource == null ? object : object + "/" + subresource;
    }

    /** The same object but for its name. */
    public ClusterObject named(@Nullable String other) {
        return new ClusterObject(cluster, group, resource, namespace, other, subresource);
    }

    /** The same object in another namespace. */
    public ClusterObject in(@Nullable String other) {
        return new ClusterObject(cluster, group, resource, other, name, subresource);
    }

    /** Whether both are the same object, as far as the cluster is known. */
    public boolean sameAs(ClusterObject other) {
        return group.equals(other.group)
                && resource.equals(other.resource)
                && Objects.equals(name, other.name)
                && Objects.equals(namespace, other.namespace)
                && Objects.equals(subresource, other.subresource)
                && (cluster == null || other.cluster == null || cluster.equals(other.cluster));
    }
}
