package dev.understudy.lab;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A real Kubernetes control plane on loopback, with controllers, and nodes and pods that kwok plays. Takes some ten seconds to
 * start; {@link #shared()} is started once for the JVM and stopped when it ends, however it ends.
 */
public final class KubernetesLab implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> WRITES = Set.of("create", "update", "patch", "delete", "deletecollection");

    private final Path state;
    private final Path kubectl;

    private KubernetesLab(Path state, Path kubectl) {
        this.state = state;
        this.kubectl = kubectl;
    }

    private static final class Shared {
        static final KubernetesLab LAB = start();

        static {
            Runtime.getRuntime().addShutdownHook(new Thread(LAB::close));
        }
    }

    /** The one of this JVM. Tests that share it keep to namespaces of their own: {@link #newNamespace}. */
    public static KubernetesLab shared() {
        List.of("kube-apiserver", "kube-controller-manager", "kube-scheduler", "etcd", "kwok", "kubectl")
                .forEach(RealPart::require);
        return Shared.LAB;
    }

    /** Another one. Close it. */
    public static KubernetesLab start() {
        Path kubectl = RealPart.require("kubectl");
        Path state = LabScript.folder("kube");
        LabScript.run("kube.sh", Map.of(), state.toString());
        return new KubernetesLab(state, kubectl);
    }

    /** An administrator, by client certificate. */
    public Path kubeconfig() {
        return state.resolve("kubeconfig");
    }

    /** The operator {@code operator-alice}, by bearer token; also an administrator. */
    public Path operatorKubeconfig() {
        return state.resolve("kubeconfig.token");
    }

    /** The kubeconfig of a service account, by a new token. */
    public Path serviceAccountKubeconfig(String namespace, String account) {
        String token = kubectl("create", "token", account, "-n", namespace).strip();
        return kubeconfigWithToken(namespace + "-" + account, token);
    }

    /** A kubeconfig that signs in with this token, which need not be a good one. */
    public Path kubeconfigWithToken(String name, String token) {
        try {
            Path file = state.resolve("kubeconfig." + name);
            String operator = Files.readString(operatorKubeconfig());
            Files.deleteIfExists(file);
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            return Files.writeString(file, operator.replace("{token: operator-token}", "{token: " + token + "}"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What kubectl printed for the administrator. @throws AssertionError where it did not succeed */
    public String kubectl(String... arguments) {
        return kubectlWith("", arguments);
    }

    /** As {@link #kubectl}, with something to read from its standard input: {@code apply -f -}. */
    public String kubectlWith(String input, String... arguments) {
        List<String> command = new ArrayList<>(List.of(kubectl.toString()));
        command.addAll(Arrays.asList(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("KUBECONFIG", kubeconfig().toString());
        return LabScript.output(builder, input);
    }

    /** A namespace that is not there yet, with its default service account. */
    public String newNamespace() {
        String name = "n" + Long.toString(System.nanoTime(), 36);
        kubectl("create", "namespace", name);
        // Pods can be made once a controller has made the account.
        kubectl("wait", "--for=create", "serviceaccount/default", "-n", name, "--timeout=60s");
        return name;
    }

    /** Makes a StatefulSet of pods that become ready, and waits for them. */
    public void statefulSet(String namespace, String name, int replicas) {
        String manifest;
        try {
            manifest = Files.readString(RealPart.project().resolve(".ci/lab/kube/conf/sts.yaml"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        kubectlWith(
                manifest.replace("name: db", "name: " + name)
                        .replace("app: db", "app: " + name)
                        .replace("serviceName: db", "serviceName: " + name)
                        .replace("replicas: 3", "replicas: " + replicas),
                "apply",
                "-n",
                namespace,
                "-f",
                "-");
        kubectl("rollout", "status", "statefulset/" + name, "-n", namespace, "--timeout=120s");
    }

    /** The API server's audit log: one JSON document for each request, as {@code audit.k8s.io/v1} defines. */
    public Path auditLog() {
        return state.resolve("audit.jsonl");
    }

    /** Every request that is in the audit log now, oldest first; those of the cluster's own parts are not in it. */
    public List<JsonNode> audited() {
        try {
            List<JsonNode> events = new ArrayList<>();
            for (String line : Files.readAllLines(auditLog())) {
                try {
                    events.add(JSON.readTree(line));
                } catch (JsonProcessingException e) {
                    break; // the last line, still being written
                }
            }
            return events;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Every request that asked to write, whether it was let or not, whose path holds {@code part}. */
    public List<JsonNode> auditedWrites(String part) {
        return audited().stream()
                .filter(event -> WRITES.contains(event.path("verb").asText()))
                // What is only tried is not written.
                .filter(event -> !event.path("requestURI").asText().contains("dryRun=All"))
                .filter(event -> event.path("requestURI").asText().contains(part))
                .toList();
    }

    @Override
    public void close() {
        LabScript.run("kube-stop.sh", Map.of(), state.toString());
        LabScript.delete(state);
    }
}
