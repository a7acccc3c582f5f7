package dev.understudy.twin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** What of an object is created anew on a twin. Pure. */
final class Copy {
    private final UnaryOperator<String> placeholder;

    /** @param placeholder for a secret value (base64), another one (base64), the same for the same */
    Copy(UnaryOperator<String> placeholder) {
        this.placeholder = placeholder;
    }

    /** The object as it is to be created; empty where controllers make it by themselves, or where it has had its time. */
    Optional<JsonNode> of(JsonNode original) {
        ObjectNode copy = original.deepCopy();
        ObjectNode metadata = copy.withObjectProperty("metadata");
        boolean owned = original.at("/metadata/ownerReferences").size() > 0;
        boolean leaving = original.at("/metadata/deletionTimestamp").isTextual();
        for (String field : List.of(
                "uid",
                "resourceVersion",
                "generation",
                "creationTimestamp",
                "managedFields",
                "ownerReferences",
                "selfLink",
                "deletionTimestamp",
                "deletionGracePeriodSeconds",
                "finalizers",
                "generateName")) {
            metadata.remove(field);
        }
        copy.remove("status");
        String kind = copy.path("kind").asText();
        if (leaving) {
            return Optional.empty();
        }
        return switch (kind) {
            case "Pod" -> pod(copy, original);
            case "Secret" -> secret(copy);
            case "Service" -> service(copy);
            case "ConfigMap" ->
                metadata.path("name").asText().equals("kube-root-ca.crt") ? Optional.empty() : Optional.of(copy);
            case "PersistentVolumeClaim" -> claim(copy);
            case "Job" -> owned || isOver(original) ? Optional.empty() : job(copy);
            case "ServiceAccount" -> {
                copy.remove("secrets");
                yield Optional.of(copy);
            }
            // An owned one of any other kind is made by its owner, which is copied. ReplicaSets are adopted, with their
            // pods.
            default -> owned && !kind.equals("ReplicaSet") ? Optional.empty() : Optional.of(copy);
        };
    }

    private static Optional<JsonNode> pod(ObjectNode copy, JsonNode original) {
        String phase = original.at("/status/phase").asText();
        if (phase.equals("Succeeded") || phase.equals("Failed") || ownedBy(original, "Job")) {
            return Optional.empty();
        }
        // Added at admission and not to be created.
        copy.withObjectProperty("spec").remove("ephemeralContainers");
        return Optional.of(copy);
    }

    private Optional<JsonNode> secret(ObjectNode copy) {
        if (copy.path("type").asText().equals("kubernetes.io/service-account-token")) {
            return Optional.empty();
        }
        if (copy.path("type").asText().startsWith("kubernetes.io/dockerc")) {
            // The server checks that these parse, which no placeholder does.
            copy.put("type", "Opaque");
        }
        copy.remove("stringData");
        // kubectl apply keeps the values a second time.
        if (copy.at("/metadata/annotations") instanceof ObjectNode annotations) {
            annotations.remove("kubectl.kubernetes.io/last-applied-configuration");
        }
        if (copy.path("data") instanceof ObjectNode data) {
            for (Iterator<Map.Entry<String, JsonNode>> entries = data.fields(); entries.hasNext(); ) {
                Map.Entry<String, JsonNode> entry = entries.next();
                data.put(entry.getKey(), placeholder.apply(entry.getValue().asText()));
            }
        }
        return Optional.of(copy);
    }

    private static Optional<JsonNode> service(ObjectNode copy) {
        if (copy.at("/metadata/name").asText().equals("kubernetes")
                && copy.at("/metadata/namespace").asText().equals("default")) {
            return Optional.empty();
        }
        ObjectNode spec = copy.withObjectProperty("spec");
        if (!spec.path("clusterIP").asText().equals("None")) {
            spec.remove(List.of("clusterIP", "clusterIPs"));
        }
        spec.remove("healthCheckNodePort");
        if (spec.path("ports") instanceof ArrayNode ports) {
            ports.forEach(port -> ((ObjectNode) port).remove("nodePort"));
        }
        return Optional.of(copy);
    }

    private static Optional<JsonNode> claim(ObjectNode copy) {
        copy.withObjectProperty("spec").remove("volumeName");
        if (copy.at("/metadata/annotations") instanceof ObjectNode annotations) {
            annotations.remove(List.of("pv.kubernetes.io/bind-completed", "pv.kubernetes.io/bound-by-controller"));
        }
        return Optional.of(copy);
    }

    private static Optional<JsonNode> job(ObjectNode copy) {
        ObjectNode spec = copy.withObjectProperty("spec");
        if (!spec.path("manualSelector").asBoolean()) {
            spec.remove("selector");
            for (String at : List.of("/spec/template/metadata/labels", "/metadata/labels")) {
                if (copy.at(at) instanceof ObjectNode labels) {
                    labels.remove(List.of(
                            "controller-uid",
                            "batch.kubernetes.io/controller-uid",
                            "job-name",
                            "batch.kubernetes.io/job-name"));
                }
            }
        }
        return Optional.of(copy);
    }

    private static boolean isOver(JsonNode job) {
        for (JsonNode condition : job.at("/status/conditions")) {
            String type = condition.path("type").asText();
            if ((type.equals("Complete") || type.equals("Failed"))
                    && condition.path("status").asText().equals("True")) {
                return true;
            }
        }
        return false;
    }

    private static boolean ownedBy(JsonNode object, String kind) {
        for (JsonNode owner : object.at("/metadata/ownerReferences")) {
            if (owner.path("kind").asText().equals(kind)) {
                return true;
            }
        }
        return false;
    }
}
