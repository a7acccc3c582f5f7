package dev.understudy.scaleout;

/**
 * The runbook's parameters.
 *
 * @param cluster its name in the server's configuration
 * @param namespace of the StatefulSet
 * @param statefulset its name
 * @param replicas how many pods it should have, in digits
 */
public record ScaleOutInput(String cluster, String namespace, String statefulset, String replicas) {}
