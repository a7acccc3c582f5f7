package dev.understudy.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.understudy.lab.KubernetesLab;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReviewBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The guard before a real API server, with an account that may do everything: the server's audit log is the judge. */
class WriteGuardOnTheServerTest {
    private static final Set<String> REACHING_IN = Set.of("exec", "attach", "portforward", "proxy", "token");

    private final KubernetesLab lab = KubernetesLab.shared();
    private final Clusters administrator = Clusters.writable(WorkerAccounts.lab(lab.kubeconfig()));

    @AfterEach
    void close() {
        administrator.close();
    }

    @Test
    void invariant_1_no_write_leaves_by_any_route_of_the_client() {
        String namespace = populated();
        List<String> passed = new ArrayList<>();

        try (Clusters clusters = Clusters.readOnly(WorkerAccounts.lab(allMighty(namespace)))) {
            KubernetesClient client = clusters.client("lab");
            client.pods().inNamespace(namespace).list(); // that it can speak at all
            WritingRoutes.in(namespace).forEach((name, route) -> {
                try {
                    route.take(client);
                    passed.add(name);
                } catch (Exception e) {
                    // refused, or at a loss what to do without an answer: the audit log decides
                }
            });
        }

        assertThat(reachedTheServer(namespace)).isEmpty();
        // These two are done in the background, and start without an error.
        assertThat(passed)
                .as("routes that went through without an error")
                .isSubsetOf("port-forward of a service", "port-forward of a pod");
    }

    @Test
    void the_same_routes_reach_the_server_without_the_guard() {
        List<String> silent = new ArrayList<>();
        String namespace = populated();
        try (Clusters clusters = Clusters.writable(WorkerAccounts.lab(allMighty(namespace)))) {
            KubernetesClient client = clusters.client("lab");
            for (Map.Entry<String, WritingRoutes.Route> route :
                    WritingRoutes.in(namespace).entrySet()) {
                restore(namespace);
                int before = reachedTheServer(namespace).size();
                try {
                    route.getValue().take(client);
                } catch (Exception e) {
                    // whether the server liked it is of no matter here
                }
                if (!reachedMoreThan(before, namespace)) {
                    silent.add(route.getKey());
                }
            }
        }

        assertThat(silent)
                .as("routes that prove nothing, since they send nothing")
                .isEmpty();
    }

    @Test
    void invariant_1_what_is_tried_is_a_dry_run_by_every_route_of_the_client() {
        String namespace = populated();
        try (Clusters clusters = Clusters.readOnly(WorkerAccounts.lab(allMighty(namespace)));
                Clusters trying = clusters.trying()) {
            KubernetesClient client = trying.client("lab");
            WritingRoutes.in(namespace).forEach((name, route) -> {
                try {
                    route.take(client);
                } catch (Exception e) {
                    // refused, or at a loss what to do without an answer: the audit log decides
                }
            });
        }

        assertThat(reachedTheServer(namespace))
                .isNotEmpty()
                .allSatisfy(request -> assertThat(request)
                        .matches("(create|patch|update) .*[?&]dryRun=All$")
                        .doesNotContain("/exec", "/token", "/proxy", "/eviction", "/binding"));
    }

    @Test
    void the_server_itself_takes_only_dry_runs_of_the_account_for_rehearsals() {
        String namespace = populated();
        Path rehearsing = WorkerAccounts.rehearse(lab);
        try (Clusters unguarded = Clusters.writable(WorkerAccounts.lab(rehearsing));
                Clusters trying = unguarded.trying()) {
            StatefulSets real = new StatefulSets(unguarded.client("lab"));
            StatefulSets tried = new StatefulSets(trying.client("lab"));

            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThatThrownBy(() -> real.scale(namespace, "db", 2, null))
                            .hasMessageContaining("may only try what it writes"));
            assertThat(tried.scale(namespace, "db", 7, null)).isEqualTo(7);
            assertThat(tried.state(namespace, "db").replicas()).isEqualTo(2);
        }
    }

    @Test
    void reads_pass() {
        String namespace = populated();
        try (Clusters clusters = Clusters.readOnly(WorkerAccounts.lab(WorkerAccounts.shadow(lab)))) {
            KubernetesClient client = clusters.client("lab");
            ConcurrentLinkedQueue<String> seen = new ConcurrentLinkedQueue<>();

            assertThat(client.pods().inNamespace(namespace).list().getItems()).isNotEmpty();
            assertThat(client.apps()
                            .statefulSets()
                            .inNamespace(namespace)
                            .withName("db")
                            .scale()
                            .getSpec()
                            .getReplicas())
                    .isEqualTo(2);
            assertThat(client.getKubernetesVersion().getMinor()).isEqualTo("34");
            assertThat(client.raw("/apis/apps/v1")).contains("statefulsets/scale");
            assertThat(client.authorization()
                            .v1()
                            .selfSubjectAccessReview()
                            .create(new SelfSubjectAccessReviewBuilder()
                                    .withNewSpec()
                                    .withNewResourceAttributes()
                                    .withVerb("delete")
                                    .withResource("pods")
                                    .withNamespace(namespace)
                                    .endResourceAttributes()
                                    .endSpec()
                                    .build())
                            .getStatus()
                            .getAllowed())
                    .isFalse();
            try (var informer = client.pods().inNamespace(namespace).inform(new Recorder(seen))) {
                Awaitility.await().until(() -> seen.contains("db-0"));
            }
        }
    }

    /** What the server was asked, by the account of this namespace, that could write or reach into something. */
    private List<String> reachedTheServer(String namespace) {
        String account = "system:serviceaccount:" + namespace + ":mighty";
        return lab.audited().stream()
                .filter(event -> event.at("/user/username").asText().equals(account))
                .filter(WriteGuardOnTheServerTest::writesOrReachesIn)
                .map(event -> event.path("verb").asText() + " "
                        + event.path("requestURI").asText())
                .toList();
    }

    /** Of what stays open, as exec does, the log tells when it ends. */
    private boolean reachedMoreThan(int before, String namespace) {
        try {
            Awaitility.await()
                    .atMost(Duration.ofSeconds(10))
                    .until(() -> reachedTheServer(namespace).size() > before);
            return true;
        } catch (ConditionTimeoutException e) {
            return false;
        }
    }

    private static boolean writesOrReachesIn(JsonNode event) {
        return !Set.of("get", "list", "watch").contains(event.path("verb").asText())
                || REACHING_IN.contains(event.at("/objectRef/subresource").asText());
    }

    private String populated() {
        String namespace = lab.newNamespace();
        restore(namespace);
        lab.kubectl("create", "serviceaccount", "mighty", "-n", namespace);
        lab.kubectl(
                "create",
                "clusterrolebinding",
                "mighty-" + namespace,
                "--clusterrole=cluster-admin",
                "--serviceaccount=" + namespace + ":mighty");
        return namespace;
    }

    private Path allMighty(String namespace) {
        return lab.serviceAccountKubeconfig(namespace, "mighty");
    }

    /** Puts everything there that the routes work on. */
    private void restore(String namespace) {
        KubernetesClient admin = administrator.client("lab");
        admin.load(WritingRoutes.class.getResourceAsStream("/writing-routes.yaml"))
                .inNamespace(namespace)
                .forceConflicts()
                .serverSideApply();
        admin.configMaps().inNamespace(namespace).withName("new").delete();
        admin.pods().inNamespace(namespace).withName("db-0").waitUntilReady(60, TimeUnit.SECONDS);
    }

    private record Recorder(ConcurrentLinkedQueue<String> seen)
            implements io.fabric8.kubernetes.client.informers.ResourceEventHandler<Pod> {
        @Override
        public void onAdd(Pod pod) {
            seen.add(pod.getMetadata().getName());
        }

        @Override
        public void onUpdate(Pod before, Pod after) {}

        @Override
        public void onDelete(Pod pod, boolean unknown) {}
    }
}
