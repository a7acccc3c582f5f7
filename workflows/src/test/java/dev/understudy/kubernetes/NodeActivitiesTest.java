package dev.understudy.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.lab.KubernetesLab;
import io.temporal.failure.ApplicationFailure;
import io.temporal.testing.TestActivityEnvironment;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Operations on nodes, on a real API server, with the account for live workers. */
class NodeActivitiesTest {
    private final KubernetesLab lab = KubernetesLab.shared();
    private final TestActivityEnvironment environment = TestActivityEnvironment.newInstance();
    private final NodeOperations nodes = environment.newActivityStub(NodeOperations.class);
    private String namespace = "";
    private String node = "";

    @BeforeEach
    void open() {
        namespace = lab.newNamespace();
        node = "node-" + namespace;
        // A node of this test's own, so that nobody else's pods are on it.
        lab.kubectlWith(
                "{apiVersion: v1, kind: Node, metadata: {name: " + node + ", labels: {only: " + namespace
                        + "}}, spec: {taints: [{key: only, value: " + namespace + ", effect: NoSchedule}]}}",
                "apply",
                "-f",
                "-");
        lab.kubectl("wait", "--for=condition=Ready", "node/" + node, "--timeout=60s");
        lab.statefulSet(namespace, "db", 1);
        environment.registerActivitiesImplementations(
                new NodeActivities(Clusters.writable(WorkerAccounts.lab(WorkerAccounts.live(lab)))));
    }

    @AfterEach
    void close() {
        environment.close();
        lab.kubectl("delete", "node", node, "--ignore-not-found");
    }

    @Test
    void a_node_is_cordoned_and_uncordoned() {
        nodes.cordonNode(new CordonNode("lab", node));
        assertThat(unschedulable()).isEqualTo("true");

        nodes.uncordonNode(new UncordonNode("lab", node));
        assertThat(unschedulable()).isEmpty();
    }

    @Test
    void an_evicted_pod_is_replaced_and_a_retry_leaves_its_successor_alone() {
        String before = uid("db-0");

        assertThat(nodes.evictPod(new EvictPod("lab", namespace, "db-0"))).isTrue();

        Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .until(() -> !List.of(before, "").contains(uid("db-0")));
        String after = uid("db-0");
        environment.setHeartbeatDetails(before);
        assertThat(nodes.evictPod(new EvictPod("lab", namespace, "db-0"))).isTrue();
        assertThat(uid("db-0")).isEqualTo(after);
    }

    @Test
    void an_eviction_that_the_disruption_budget_forbids_is_told_and_can_be_tried_again() {
        lab.kubectl("create", "poddisruptionbudget", "db", "-n", namespace, "--selector=app=db", "--min-available=1");
        lab.kubectl("wait", "--for=jsonpath={.status.currentHealthy}=1", "pdb/db", "-n", namespace, "--timeout=60s");

        assertThatThrownBy(() -> nodes.evictPod(new EvictPod("lab", namespace, "db-0")))
                .cause()
                .isInstanceOfSatisfying(ApplicationFailure.class, failure -> {
                    assertThat(failure.getType()).isEqualTo(ClusterFailure.CLUSTER_BUSY.name());
                    assertThat(failure.isNonRetryable()).isFalse();
                    assertThat(failure.getOriginalMessage()).contains("disruption budget");
                });
    }

    @Test
    void a_drained_node_is_cordoned_and_empty() {
        pinned("web", "");

        assertThat(nodes.drainNode(new DrainNode("lab", node, false, false, 30)))
                .singleElement()
                .asString()
                .startsWith(namespace + "/web-");

        assertThat(unschedulable()).isEqualTo("true");
        assertThat(podsOnTheNode()).isEmpty();
        assertThat(nodes.drainNode(new DrainNode("lab", node, false, false, 30)))
                .isEmpty();
    }

    @Test
    void a_node_with_pods_that_would_be_lost_is_refused_and_untouched() {
        pinned("web", "volumes: [{name: v, emptyDir: {}}], ");
        lab.kubectl(
                "run",
                "lone",
                "-n",
                namespace,
                "--image=x:1",
                "--overrides={\"spec\":{\"nodeName\":\"" + node + "\"}}");

        assertRefused(new DrainNode("lab", node, false, false, 30), "nothing would start again " + namespace + "/lone");
        assertRefused(new DrainNode("lab", node, false, true, 30), "data in emptyDir volumes would be lost of");

        assertThat(unschedulable()).isEmpty();
        assertThat(nodes.drainNode(new DrainNode("lab", node, true, true, 30))).hasSize(2);
    }

    @Test
    void a_node_that_is_not_there_is_told() {
        assertThatThrownBy(() -> nodes.drainNode(new DrainNode("lab", "nowhere", false, false, 1)))
                .cause()
                .hasMessageContaining("there is no node nowhere on cluster lab");
    }

    /** A deployment of one pod on this test's node. */
    private void pinned(String name, String volumes) {
        lab.kubectlWith(
                "{apiVersion: apps/v1, kind: Deployment, metadata: {name: NAME}, spec: {selector: {matchLabels: {app: NAME}}, "
                                .replace("NAME", name)
                        + "template: {metadata: {labels: {app: " + name + "}}, spec: {nodeSelector: {only: " + namespace
                        + "}, tolerations: [{key: only, operator: Exists}], " + volumes
                        + "containers: [{name: c, image: 'x:1'}]}}}}",
                "apply",
                "-n",
                namespace,
                "-f",
                "-");
        lab.kubectl("rollout", "status", "deployment/" + name, "-n", namespace, "--timeout=60s");
    }

    private String unschedulable() {
        return lab.kubectl("get", "node", node, "-o", "jsonpath={.spec.unschedulable}");
    }

    private String podsOnTheNode() {
        return lab.kubectl("get", "pods", "-A", "--field-selector=spec.nodeName=" + node, "-o", "name");
    }

    private String uid(String pod) {
        return lab.kubectl("get", "pod", pod, "-n", namespace, "--ignore-not-found", "-o", "jsonpath={.metadata.uid}");
    }

    private void assertRefused(DrainNode drain, String why) {
        ThrowingCallable call = () -> nodes.drainNode(drain);
        assertThatThrownBy(call).cause().isInstanceOfSatisfying(ApplicationFailure.class, failure -> {
            assertThat(failure.getType()).isEqualTo(ClusterFailure.REJECTED.name());
            assertThat(failure.getOriginalMessage()).contains(why);
        });
    }
}
