package dev.understudy.kubernetes;

import dev.understudy.action.Action;
import dev.understudy.action.KubernetesActions;
import dev.understudy.operation.World;
import dev.understudy.operation.WriteOperation;
import java.util.List;

/**
 * Cordons a node, evicts its pods within their disruption budgets, and waits until they have left, as
 * {@code kubectl drain --ignore-daemonsets} does. Gives the pods that left, as {@code namespace/name}. Repeating it goes on
 * where it was.
 *
 * @param cluster its name in the server's configuration
 * @param deleteEmptyDirData whether the data of pods in {@code emptyDir} volumes may be lost; otherwise such a pod is refused
 * @param force whether pods that nothing will start again may leave; otherwise such a pod is refused
 * @param patienceSeconds for how long to wait for budgets and for pods to leave, counted from when the workflow asked
 */
public record DrainNode(String cluster, String node, boolean deleteEmptyDirData, boolean force, long patienceSeconds)
        implements WriteOperation<List<String>> {
    @Override
    public Action action() {
        return KubernetesActions.drain(node, deleteEmptyDirData, force, false, null);
    }

    @Override
    public List<String> simulate(World world) {
        return List.of();
    }
}
