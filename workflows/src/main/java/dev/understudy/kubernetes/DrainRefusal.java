package dev.understudy.kubernetes;

import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;

/** Why a node is not drained: pods on it that would be lost. Nothing is done then, as with kubectl. */
final class DrainRefusal {
    private DrainRefusal() {}

    /** @throws io.temporal.failure.ApplicationFailure naming every pod that stands in the way */
    static void check(DrainNode o, List<Pod> pods) {
        List<String> unmanaged = o.force()
                ? List.of()
                : pods.stream()
                        .filter(pod -> !finished(pod))
                        .filter(pod -> pod.getMetadata().getOwnerReferences().stream()
                                .noneMatch(owner -> Boolean.TRUE.equals(owner.getController())))
                        .map(DrainRefusal::named)
                        .sorted()
                        .toList();
        List<String> withData = o.deleteEmptyDirData()
                ? List.of()
                : pods.stream()
                        .filter(pod -> !finished(pod))
                        .filter(pod ->
                                pod.getSpec().getVolumes().stream().anyMatch(volume -> volume.getEmptyDir() != null))
                        .map(DrainRefusal::named)
                        .sorted()
                        .toList();
        if (unmanaged.isEmpty() && withData.isEmpty()) {
            return;
        }
        throw ClusterFailure.REJECTED.with("node " + o.node() + " on cluster " + o.cluster()
                + " is not drained, and untouched: "
                + (unmanaged.isEmpty() ? "" : "nothing would start again " + String.join(", ", unmanaged) + ". ")
                + (withData.isEmpty()
                        ? ""
                        : "data in emptyDir volumes would be lost of " + String.join(", ", withData) + ". ")
                + "Move them away, or ask for it expressly");
    }

    static String named(Pod pod) {
        return pod.getMetadata().getNamespace() + "/" + pod.getMetadata().getName();
    }

    private static boolean finished(Pod pod) {
        String phase =
                pod.getStatus() == null ? "" : String.valueOf(pod.getStatus().getPhase());
        return phase.equals("Succeeded") || phase.equals("Failed");
    }
}
