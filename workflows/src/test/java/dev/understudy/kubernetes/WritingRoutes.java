package dev.understudy.kubernetes;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.ConfigMapList;
import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.api.model.EphemeralContainerBuilder;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.authentication.TokenRequest;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.NamespacedKubernetesClient;
import io.fabric8.kubernetes.client.dsl.ExecWatch;
import io.fabric8.kubernetes.client.dsl.NonNamespaceOperation;
import io.fabric8.kubernetes.client.dsl.PodResource;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.RollableScalableResource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderCallbacks;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderElectionConfigBuilder;
import io.fabric8.kubernetes.client.extended.leaderelection.resourcelock.LeaseLock;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.WebSocket;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.ByteArrayInputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Every route by which fabric8 can write to a cluster or reach into it, by name. */
final class WritingRoutes {
    /** Takes a route. It may fail. */
    interface Route {
        void take(KubernetesClient client) throws Exception;
    }

    private final String ns;
    private final Map<String, Route> routes = new LinkedHashMap<>();

    private WritingRoutes(String namespace) {
        this.ns = namespace;
    }

    /**
     * The routes on a namespace that holds the statefulset {@code db}, the deployment {@code web}, the config map {@code conf}
     * and the service {@code db}.
     */
    static Map<String, Route> in(String namespace) {
        WritingRoutes all = new WritingRoutes(namespace);
        all.typed();
        all.patches();
        all.deletions();
        all.workloads();
        all.podsAndNodes();
        all.generic();
        all.raw();
        return all.routes;
    }

    private void typed() {
        route("create", c -> maps(c).resource(map("new")).create());
        route("create, dry run", c -> maps(c).resource(map("new")).dryRun().create());
        route("update", c -> maps(c).resource(map("conf")).update());
        route(
                "update, locked",
                c -> maps(c).resource(map("conf")).lockResourceVersion("1").update());
        route("unlock", c -> maps(c).resource(map("new")).unlock().createOr(x -> x.update()));
        route("edit", c -> conf(c).edit(WritingRoutes::touched));
        route(
                "editStatus",
                c -> db(c).editStatus(s ->
                        s.edit().editStatus().withReplicas(9).endStatus().build()));
        route("updateStatus", c -> {
            var set = db(c).get();
            set.getStatus().setReplicas(9);
            c.resource(set).updateStatus();
        });
        route("patchStatus", c -> {
            var set = db(c).get();
            set.getStatus().setReplicas(9);
            c.resource(set).patchStatus();
        });
        route(
                "token",
                c -> c.serviceAccounts().inNamespace(ns).withName("default").tokenRequest(new TokenRequest()));
        route(
                "namespace",
                c -> c.namespaces().resource(namespaceNamed(ns + "x")).create());
    }

    private void patches() {
        route("patch, of an item", c -> conf(c).patch(touched(map("conf"))));
        for (PatchType type : List.of(PatchType.JSON_MERGE, PatchType.STRATEGIC_MERGE)) {
            route("patch " + type, c -> conf(c).patch(PatchContext.of(type), "{\"data\":{\"a\":\"2\"}}"));
        }
        route(
                "patch JSON",
                c -> conf(c).patch(
                                PatchContext.of(PatchType.JSON),
                                "[{\"op\":\"add\",\"path\":\"/data/a\",\"value\":\"2\"}]"));
        route(
                "serverSideApply",
                c -> maps(c).resource(touched(map("conf")))
                        .fieldManager("x")
                        .forceConflicts()
                        .serverSideApply());
        route(
                "serverSideApply of YAML",
                c -> c.load(yaml(map("new"))).inNamespace(ns).serverSideApply());
        route("create of YAML", c -> c.load(yaml(map("new"))).inNamespace(ns).create());
        route("createOr", c -> c.resource(map("new")).inNamespace(ns).createOr(x -> x.update()));
    }

    private void deletions() {
        route("delete", c -> throwIfNothing(conf(c).delete()));
        route("delete, dry run", c -> conf(c).dryRun().delete());
        route(
                "delete, with grace and propagation",
                c -> db(c).withPropagationPolicy(DeletionPropagation.ORPHAN)
                        .withGracePeriod(0)
                        .delete());
        route(
                "delete, with timeout",
                c -> conf(c).withTimeout(1, TimeUnit.SECONDS).delete());
        route("delete by label", c -> maps(c).withLabel("app", "x").delete());
        route("delete all", c -> maps(c).delete());
        route("delete of YAML", c -> c.load(yaml(map("conf"))).inNamespace(ns).delete());
        route(
                "delete of a list",
                c -> c.resourceList(map("conf")).inNamespace(ns).delete());
    }

    private void workloads() {
        route("scale", c -> db(c).scale(3));
        route("scale of a deployment", c -> web(c).scale(3));
        route("scale by /scale", c -> {
            var scale = db(c).scale();
            scale.getSpec().setReplicas(3);
            db(c).scale(scale);
        });
        route(
                "generic scale",
                c -> c.genericKubernetesResources("apps/v1", "StatefulSet")
                        .inNamespace(ns)
                        .withName("db")
                        .scale(3));
        route("restart of a statefulset", c -> db(c).rolling().restart());
        route("restart of a deployment", c -> web(c).rolling().restart());
        route("pause", c -> web(c).rolling().pause());
        route("resume", c -> web(c).rolling().resume());
        route("undo", c -> web(c).rolling().undo());
        route("updateImage", c -> web(c).rolling().updateImage("x:2"));
        route(
                "lease",
                c -> c.leaderElector()
                        .withConfig(new LeaderElectionConfigBuilder()
                                .withName("x")
                                .withLock(new LeaseLock(ns, "lock", "me"))
                                .withLeaseDuration(Duration.ofSeconds(2))
                                .withRenewDeadline(Duration.ofSeconds(1))
                                .withRetryPeriod(Duration.ofMillis(200))
                                .withLeaderCallbacks(new LeaderCallbacks(() -> {}, () -> {}, x -> {}))
                                .build())
                        .build()
                        .start()
                        .get(2, TimeUnit.SECONDS));
        route(
                "run",
                c -> c.run().inNamespace(ns).withName("run").withImage("x:1").done());
    }

    private void podsAndNodes() {
        route("evict", c -> pod(c).evict());
        route(
                "ephemeral container",
                c -> pod(c).ephemeralContainers()
                        .edit(p -> p.edit()
                                .editSpec()
                                .addToEphemeralContainers(new EphemeralContainerBuilder()
                                        .withName("debug")
                                        .withImage("x")
                                        .build())
                                .endSpec()
                                .build()));
        route("exec", c -> {
            try (ExecWatch watch = pod(c).inContainer("c").exec("nodetool", "status")) {
                watch.exitCode().get(5, TimeUnit.SECONDS);
            }
        });
        route("attach", c -> {
            try (ExecWatch watch = pod(c).inContainer("c").attach()) {
                watch.exitCode().get(1, TimeUnit.SECONDS);
            }
        });
        route("upload", c -> pod(c).inContainer("c").file("/tmp/x").upload(new ByteArrayInputStream(new byte[] {1})));
        route("read of a pod's file", c -> {
            try (var in = pod(c).inContainer("c").file("/etc/hosts").read()) {
                in.readAllBytes();
            }
        });
        route("copy from a pod", c -> {
            Path file = Files.createTempFile("copy", "x");
            pod(c).inContainer("c").file("/etc/hosts").copy(file);
        });
        route("port-forward of a pod", c -> forward(pod(c).portForward(80).getLocalPort()));
        route(
                "port-forward of a service",
                c -> forward(c.services()
                        .inNamespace(ns)
                        .withName("db")
                        .portForward(80)
                        .getLocalPort()));
        route(
                "cordon",
                c -> c.nodes()
                        .withName("node-2")
                        .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"spec\":{\"unschedulable\":true}}"));
    }

    private void generic() {
        route(
                "generic create",
                c -> c.genericKubernetesResources("v1", "ConfigMap")
                        .inNamespace(ns)
                        .resource(c.getKubernetesSerialization()
                                .unmarshal(
                                        "{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"metadata\":{\"name\":\"new\"}}",
                                        GenericKubernetesResource.class))
                        .create());
        route(
                "generic delete",
                c -> c.genericKubernetesResources("v1", "ConfigMap")
                        .inNamespace(ns)
                        .withName("conf")
                        .delete());
        route(
                "adapted client",
                c -> c.adapt(NamespacedKubernetesClient.class)
                        .inNamespace(ns)
                        .configMaps()
                        .resource(map("new"))
                        .create());
    }

    private void raw() {
        String maps = "/api/v1/namespaces/" + ns + "/configmaps";
        route("raw POST", c -> c.raw(maps, "POST", map("new")));
        route("raw PUT", c -> c.raw(maps + "/conf", "PUT", touched(map("conf"))));
        route("raw DELETE", c -> c.raw(maps + "/conf?dryRun=All", "DELETE", Map.of("gracePeriodSeconds", 0)));
        route("raw GET through the proxy of a service", c -> c.raw("/api/v1/namespaces/" + ns + "/services/db/proxy/"));
        route("raw GET through the proxy of a node", c -> c.raw("/api/v1/nodes/node-0/proxy/pods"));
        route(
                "HTTP request",
                c -> c.getHttpClient()
                        .sendAsync(
                                c.getHttpClient()
                                        .newHttpRequestBuilder()
                                        .uri(URI.create(c.getMasterUrl() + maps.substring(1)))
                                        .post(
                                                "application/json",
                                                c.getKubernetesSerialization().asJson(map("new")))
                                        .build(),
                                String.class)
                        .get(5, TimeUnit.SECONDS));
        route("HTTP request of a derived client", c -> {
            HttpClient derived = c.getHttpClient().newBuilder().build();
            derived.sendAsync(
                            derived.newHttpRequestBuilder()
                                    .uri(URI.create(c.getMasterUrl() + maps.substring(1) + "/conf"))
                                    .delete("application/json", "{}")
                                    .build(),
                            String.class)
                    .get(5, TimeUnit.SECONDS);
        });
        route(
                "WebSocket to exec",
                c -> c.getHttpClient()
                        .newWebSocketBuilder()
                        .subprotocol("v4.channel.k8s.io")
                        .uri(URI.create(c.getMasterUrl() + "api/v1/namespaces/" + ns
                                + "/pods/db-0/%65xec?container=c&command=nodetool&stdout=true"))
                        .buildAsync(new WebSocket.Listener() {})
                        .get(5, TimeUnit.SECONDS));
    }

    private NonNamespaceOperation<ConfigMap, ConfigMapList, Resource<ConfigMap>> maps(KubernetesClient c) {
        return c.configMaps().inNamespace(ns);
    }

    private Resource<ConfigMap> conf(KubernetesClient c) {
        return maps(c).withName("conf");
    }

    private RollableScalableResource<StatefulSet> db(KubernetesClient c) {
        return c.apps().statefulSets().inNamespace(ns).withName("db");
    }

    private RollableScalableResource<Deployment> web(KubernetesClient c) {
        return c.apps().deployments().inNamespace(ns).withName("web");
    }

    private PodResource pod(KubernetesClient c) {
        return c.pods().inNamespace(ns).withName("db-0");
    }

    private void route(String name, Route route) {
        routes.put(name, route);
    }

    private static ConfigMap map(String name) {
        return new ConfigMapBuilder()
                .withNewMetadata()
                .withName(name)
                .addToLabels("app", "x")
                .endMetadata()
                .addToData("a", "1")
                .build();
    }

    private static ConfigMap touched(ConfigMap map) {
        return map.edit().addToData("b", "2").build();
    }

    private static Namespace namespaceNamed(String name) {
        return new NamespaceBuilder()
                .withNewMetadata()
                .withName(name)
                .endMetadata()
                .build();
    }

    private static ByteArrayInputStream yaml(ConfigMap map) {
        return new ByteArrayInputStream(
                new KubernetesSerialization().asYaml(map).getBytes(StandardCharsets.UTF_8));
    }

    private static void throwIfNothing(List<?> deleted) {
        if (deleted.isEmpty()) {
            throw new IllegalStateException("nothing was deleted");
        }
    }

    /** Only a connection makes fabric8 send anything. */
    private static void forward(int localPort) throws Exception {
        try (var socket = new Socket("127.0.0.1", localPort)) {
            socket.setSoTimeout(1_000);
            socket.getOutputStream().write(1);
            socket.getInputStream().read();
        }
    }
}
