package dev.understudy.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.lab.KubernetesLab;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.testing.TestActivityEnvironment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The operations on a real API server: what they read and write, and what they say where they cannot. */
class KubernetesActivitiesTest {
    private final KubernetesLab lab = KubernetesLab.shared();
    private final TestActivityEnvironment environment = TestActivityEnvironment.newInstance();
    private String namespace = "";

    @TempDir
    Path folder;

    @BeforeEach
    void open() {
        namespace = lab.newNamespace();
    }

    @AfterEach
    void close() {
        environment.close();
    }

    @Test
    void the_size_and_the_health_of_a_statefulset_are_read() {
        lab.statefulSet(namespace, "db", 2);
        KubernetesOperations cluster = readingAs(WorkerAccounts.shadow(lab));

        assertThat(cluster.readStatefulSet(new ReadStatefulSet("lab", namespace, "db")))
                .isEqualTo(new StatefulSetState(2, 2, 2, 2, true));
        assertThat(cluster.checkPodsReady(new CheckPodsReady("lab", namespace, "db")))
                .isEqualTo(new PodsReady(2, List.of()));
    }

    @Test
    void a_scale_with_an_expectation_changes_nothing_where_it_does_not_hold() {
        lab.statefulSet(namespace, "db", 2);
        KubernetesOperations cluster = actingAs(WorkerAccounts.live(lab));

        assertFails(
                ClusterFailure.CONFLICT,
                "was to be scaled from 5 to 3, but it has 2",
                () -> cluster.scaleStatefulSet(new ScaleStatefulSet("lab", namespace, "db", 3, 5)));
        assertThat(replicas("db")).isEqualTo("2");
    }

    @Test
    void a_scale_that_is_repeated_after_its_answer_was_lost_does_no_harm() {
        lab.statefulSet(namespace, "db", 2);
        KubernetesOperations cluster = actingAs(WorkerAccounts.live(lab));

        assertThat(cluster.scaleStatefulSet(new ScaleStatefulSet("lab", namespace, "db", 3, 2)))
                .isEqualTo(3);
        assertThat(cluster.scaleStatefulSet(new ScaleStatefulSet("lab", namespace, "db", 3, 2)))
                .isEqualTo(3);
        assertThat(cluster.scaleStatefulSet(new ScaleStatefulSet("lab", namespace, "db", 1, null)))
                .isEqualTo(1);
        assertThat(replicas("db")).isEqualTo("1");
    }

    @Test
    void a_rollout_that_does_not_come_to_rest_says_which_pod_is_missing_and_why() {
        lab.statefulSet(namespace, "db", 1);
        lab.kubectl(
                "patch",
                "sts",
                "db",
                "-n",
                namespace,
                "--type=merge",
                "-p",
                "{\"spec\":{\"replicas\":2,\"template\":{\"spec\":{\"nodeSelector\":{\"disk\":\"none\"}}}}}");
        KubernetesOperations cluster = readingAs(WorkerAccounts.shadow(lab));

        assertFails(
                ClusterFailure.TIMED_OUT,
                "didn't match Pod's node affinity",
                () -> cluster.waitForRollout(new WaitForRollout("lab", namespace, "db", 2)));
    }

    @Test
    void the_account_of_workers_that_only_read_is_refused_a_write_by_the_server_itself() {
        lab.statefulSet(namespace, "db", 2);
        // The client has no guard: only the server stands in the way.
        KubernetesOperations cluster = actingAs(WorkerAccounts.shadow(lab));

        assertFails(
                ClusterFailure.FORBIDDEN,
                "cannot patch resource \"statefulsets\" in API group \"apps\"",
                () -> cluster.scaleStatefulSet(new ScaleStatefulSet("lab", namespace, "db", 3, null)));
        assertThat(replicas("db")).isEqualTo("2");
    }

    @Test
    void invariant_1_a_worker_that_may_not_act_sends_no_write_even_where_the_server_would_let_it() {
        lab.statefulSet(namespace, "db", 2);
        int before = writesToTheSet();
        KubernetesOperations cluster = readingAs(lab.kubeconfig());

        assertFails(
                ClusterFailure.WRITE_REFUSED,
                "It was not sent",
                () -> cluster.scaleStatefulSet(new ScaleStatefulSet("lab", namespace, "db", 3, null)));
        assertThat(replicas("db")).isEqualTo("2");
        assertThat(writesToTheSet()).isEqualTo(before);
    }

    @Test
    void secrets_are_read_by_neither_account() {
        for (Path kubeconfig : List.of(WorkerAccounts.shadow(lab), WorkerAccounts.live(lab))) {
            assertThatThrownBy(
                            () -> lab.kubectl("get", "secrets", "-n", namespace, "--kubeconfig", kubeconfig.toString()))
                    .hasMessageContaining("Forbidden");
        }
    }

    @Test
    void what_is_not_there_is_named() {
        KubernetesOperations cluster = readingAs(WorkerAccounts.shadow(lab));

        assertFails(
                ClusterFailure.NOT_FOUND,
                "there is no statefulset db in namespace " + namespace,
                () -> cluster.readStatefulSet(new ReadStatefulSet("lab", namespace, "db")));
        assertFails(
                ClusterFailure.CLUSTER_UNKNOWN,
                "no kubeconfig is configured for the cluster \"moon\"; known are [lab]",
                () -> cluster.readStatefulSet(new ReadStatefulSet("moon", namespace, "db")));
    }

    @Test
    void a_cluster_that_is_away_is_named_with_its_server() throws IOException {
        Path away = Files.writeString(
                folder.resolve("away"),
                Files.readString(lab.operatorKubeconfig()).replaceFirst("127.0.0.1:\\d+", "127.0.0.1:1"));

        assertFails(
                ClusterFailure.CLUSTER_AWAY,
                "on cluster lab failed: it does not answer",
                () -> readingAs(away).readStatefulSet(new ReadStatefulSet("lab", namespace, "db")));
    }

    @Test
    void credentials_that_are_no_longer_good_are_named() {
        Path expired = lab.kubeconfigWithToken("expired", "not-a-token");

        assertFails(
                ClusterFailure.NOT_SIGNED_IN,
                "does not accept the credentials",
                () -> readingAs(expired).readStatefulSet(new ReadStatefulSet("lab", namespace, "db")));
    }

    @Test
    void a_kubeconfig_that_is_missing_or_none_is_named_and_never_quoted() throws IOException {
        Path missing = folder.resolve("missing");
        Path broken = Files.writeString(folder.resolve("broken"), "users: [{token: s3cret");
        Path empty = Files.writeString(folder.resolve("empty"), "");

        for (Path kubeconfig : List.of(missing, broken, empty)) {
            assertThatThrownBy(() -> new KubernetesActivities(Clusters.readOnly(WorkerAccounts.lab(kubeconfig)))
                            .readStatefulSet(new ReadStatefulSet("lab", namespace, "db")))
                    .isInstanceOfSatisfying(ApplicationFailure.class, failure -> {
                        assertThat(failure.getType()).isEqualTo(ClusterFailure.KUBECONFIG_UNUSABLE.name());
                        assertThat(failure.getOriginalMessage())
                                .contains(kubeconfig.toString())
                                .doesNotContain("s3cret");
                        assertThat(failure).hasNoCause();
                    });
        }
    }

    private KubernetesOperations readingAs(Path kubeconfig) {
        return with(Clusters.readOnly(WorkerAccounts.lab(kubeconfig)));
    }

    private KubernetesOperations actingAs(Path kubeconfig) {
        return with(Clusters.writable(WorkerAccounts.lab(kubeconfig)));
    }

    private KubernetesOperations with(Clusters clusters) {
        environment.registerActivitiesImplementations(new KubernetesActivities(clusters));
        return environment.newActivityStub(KubernetesOperations.class);
    }

    private String replicas(String name) {
        return lab.kubectl("get", "sts", name, "-n", namespace, "-o", "jsonpath={.spec.replicas}");
    }

    private int writesToTheSet() {
        return lab.auditedWrites("/namespaces/" + namespace + "/statefulsets/db")
                .size();
    }

    private static void assertFails(ClusterFailure type, String message, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOf(ActivityFailure.class)
                .cause()
                .isInstanceOfSatisfying(ApplicationFailure.class, failure -> {
                    assertThat(failure.getType()).isEqualTo(type.name());
                    assertThat(failure.getOriginalMessage()).contains(message);
                });
    }
}
