package dev.understudy.scaleout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.understudy.kubernetes.WorkerAccounts;
import dev.understudy.lab.KubernetesLab;
import dev.understudy.run.Targets;
import io.temporal.client.WorkflowException;
import io.temporal.client.WorkflowOptions;
import io.temporal.failure.ApplicationFailure;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.Worker;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The workflow as plain Temporal code, on a real control plane, with the account that is shipped for live workers. */
class ScaleOutWorkflowTest {
    private final KubernetesLab lab = KubernetesLab.shared();
    private final TestWorkflowEnvironment environment = TestWorkflowEnvironment.newInstance();
    private String namespace = "";

    @BeforeEach
    void open() {
        namespace = lab.newNamespace();
    }

    @AfterEach
    void close() {
        environment.close();
    }

    @Test
    void a_healthy_statefulset_gets_more_pods_and_all_of_them_become_ready() {
        lab.statefulSet(namespace, "db", 2);
        work(WorkerAccounts.live(lab));

        ScaleOutResult result = scaleOut("4");

        assertThat(result).isEqualTo(new ScaleOutResult(2, 4));
        assertThat(lab.kubectl(
                        "get", "sts", "db", "-n", namespace, "-o", "jsonpath={.spec.replicas} {.status.readyReplicas}"))
                .isEqualTo("4 4");
        assertThat(writesOfTheWorker()).singleElement().satisfies(write -> {
            assertThat(write.path("verb").asText()).isEqualTo("patch");
            assertThat(write.path("requestURI").asText()).contains("fieldManager=understudy");
        });
    }

    @Test
    void a_size_that_adds_no_pod_is_refused() {
        lab.statefulSet(namespace, "db", 3);
        work(WorkerAccounts.live(lab));

        assertRefused("3", "NotAScaleOut", "has 3 replicas, and 3 is not more");
        assertRefused("2", "NotAScaleOut", "has 3 replicas, and 2 is not more");
        assertRefused("many", "ParameterInvalid", "must be a whole number");
        assertThat(writesOfTheWorker()).isEmpty();
    }

    @Test
    void a_sick_statefulset_is_not_scaled_and_the_sick_pod_is_named() {
        lab.statefulSet(namespace, "db", 2);
        lab.kubectl(
                "patch",
                "pod",
                "db-1",
                "-n",
                namespace,
                "--subresource=status",
                "--type=strategic",
                "-p",
                "{\"status\":{\"conditions\":[{\"type\":\"Ready\",\"status\":\"False\"}]}}");
        work(WorkerAccounts.live(lab));

        assertRefused("4", "NotHealthy", "db-1: Running");
        assertThat(writesOfTheWorker()).isEmpty();
    }

    private void work(Path kubeconfig) {
        Worker worker = environment.newWorker("tests");
        ScaleOut automation = new ScaleOut();
        Targets targets = new Targets(Map.of(), WorkerAccounts.lab(kubeconfig));
        worker.registerWorkflowImplementationTypes(automation.workflow());
        worker.registerActivitiesImplementations(
                automation.activities(targets, true).toArray());
        environment.start();
    }

    private ScaleOutResult scaleOut(String replicas) {
        return environment
                .getWorkflowClient()
                .newWorkflowStub(
                        ScaleOutWorkflow.class,
                        WorkflowOptions.newBuilder().setTaskQueue("tests").build())
                .scaleOut(new ScaleOutInput("lab", namespace, "db", replicas));
    }

    private void assertRefused(String replicas, String type, String why) {
        assertThatThrownBy(() -> scaleOut(replicas))
                .isInstanceOf(WorkflowException.class)
                .cause()
                .isInstanceOfSatisfying(ApplicationFailure.class, failure -> {
                    assertThat(failure.getType()).isEqualTo(type);
                    assertThat(failure.getOriginalMessage()).contains(why);
                });
    }

    private List<JsonNode> writesOfTheWorker() {
        return lab.auditedWrites("/namespaces/" + namespace + "/").stream()
                .filter(event -> event.at("/user/username").asText().contains(":understudy-"))
                .toList();
    }
}
