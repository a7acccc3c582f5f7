package dev.understudy.twin;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A resource that an API server serves in namespaces.
 *
 * @param groupVersion as {@code v1} or {@code apps/v1}
 * @param resource in the plural
 */
record ResourceKind(String groupVersion, String resource) {
    /** What controllers make by themselves, or what only tells of what was. */
    private static final Set<String> DERIVED =
            Set.of("events", "endpoints", "endpointslices", "leases", "controllerrevisions", "podmetrics");

    String group() {
        int slash = groupVersion.indexOf('/');
        return slash < 0 ? "" : groupVersion.substring(0, slash);
    }

    String path(String namespace) {
        return (group().isEmpty() ? "/api/" : "/apis/") + groupVersion + "/namespaces/" + namespace + "/" + resource;
    }

    /** Those worth copying: each in the version that the server prefers. */
    static List<ResourceKind> namespaced(ApiServer server) {
        List<String> versions = new ArrayList<>(List.of("v1"));
        server.get("/apis").ifPresent(groups -> {
            for (JsonNode group : groups.path("groups")) {
                versions.add(group.at("/preferredVersion/groupVersion").asText());
            }
        });
        List<ResourceKind> kinds = new ArrayList<>();
        for (String version : versions) {
            String path = (version.contains("/") ? "/apis/" : "/api/") + version;
            server.get(path).ifPresent(resources -> {
                for (JsonNode resource : resources.path("resources")) {
                    ResourceKind kind =
                            new ResourceKind(version, resource.path("name").asText());
                    if (resource.path("namespaced").asBoolean() && kind.isCopied(resource.path("verbs"))) {
                        kinds.add(kind);
                    }
                }
            });
        }
        return kinds;
    }

    private boolean isCopied(JsonNode verbs) {
        boolean listed = false;
        boolean created = false;
        for (JsonNode verb : verbs) {
            listed |= verb.asText().equals("list");
            created |= verb.asText().equals("create");
        }
        return listed && created && !resource.contains("/") && !DERIVED.contains(resource);
    }

    /**
     * The place in the order of copying. Pods come before what owns them, so that their owners find and adopt them, on the
     * nodes where they are, instead of making others; quotas come last, so that they refuse none of the copies.
     */
    int rank() {
        return switch (resource) {
            case "serviceaccounts" -> 0;
            case "secrets", "configmaps", "persistentvolumeclaims" -> 1;
            case "pods" -> 3;
            case "replicasets" -> 4;
            case "deployments", "statefulsets", "daemonsets", "replicationcontrollers" -> 5;
            case "jobs", "cronjobs" -> 6;
            case "resourcequotas" -> 8;
            default -> 2;
        };
    }
}
