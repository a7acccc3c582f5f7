package dev.understudy.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.understudy.lab.KubernetesLab;
import io.temporal.failure.ApplicationFailure;
import io.temporal.testing.TestActivityEnvironment;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Operations on objects of any kind, on a real API server, with the account for live workers. */
class ObjectActivitiesTest {
    private final KubernetesLab lab = KubernetesLab.shared();
    private final TestActivityEnvironment environment = TestActivityEnvironment.newInstance();
    private final ObjectOperations objects = environment.newActivityStub(ObjectOperations.class);
    private String namespace = "";
    private ObjectName db = ObjectName.statefulSet("", "");

    @BeforeEach
    void open() {
        namespace = lab.newNamespace();
        db = ObjectName.statefulSet(namespace, "db");
        lab.statefulSet(namespace, "db", 1);
        environment.registerActivitiesImplementations(
                new ObjectActivities(Clusters.writable(WorkerAccounts.lab(WorkerAccounts.live(lab)))));
    }

    @AfterEach
    void close() {
        environment.close();
    }

    @Test
    void labels_and_annotations_are_set_and_removed_and_belong_to_us() {
        objects.labelObject(new LabelObject("lab", db, "example.com/tier", "gold"));
        objects.annotateObject(new AnnotateObject("lab", db, "example.com/note", "a \"quoted\" / note"));

        assertThat(of("{.metadata.labels.example\\.com/tier}")).isEqualTo("gold");
        assertThat(of("{.metadata.annotations.example\\.com/note}")).isEqualTo("a \"quoted\" / note");
        assertThat(of("{.metadata.managedFields[*].manager}", "--show-managed-fields"))
                .contains("understudy");

        objects.labelObject(new LabelObject("lab", db, "example.com/tier", null));

        assertThat(of("{.metadata.labels}")).doesNotContain("gold").contains("\"app\":\"db\"");
    }

    @Test
    void single_fields_are_patched_and_the_others_left_alone() {
        objects.patchObject(new PatchObject(
                "lab", db, Map.of("/spec/replicas", "2", "/spec/template/metadata/labels/a~1b", "\"x\"")));

        assertThat(of("{.spec.replicas} {.spec.template.metadata.labels.a/b} {.spec.template.metadata.labels.app}"))
                .isEqualTo("2 x db");
    }

    @Test
    void a_restart_replaces_the_pods() {
        String before = lab.kubectl("get", "pod", "db-0", "-n", namespace, "-o", "jsonpath={.metadata.uid}");

        objects.restartRollout(new RestartRollout("lab", db));

        lab.kubectl("rollout", "status", "sts/db", "-n", namespace, "--timeout=60s");
        assertThat(lab.kubectl("get", "pod", "db-0", "-n", namespace, "-o", "jsonpath={.metadata.uid}"))
                .isNotEqualTo(before);
    }

    @Test
    void a_pod_is_deleted_and_one_that_is_gone_is_deleted_already() {
        String before = lab.kubectl("get", "pod", "db-0", "-n", namespace, "-o", "jsonpath={.metadata.uid}");

        boolean was = objects.deleteObject(
                new DeleteObject("lab", ObjectName.pod(namespace, "db-0"), Propagation.BACKGROUND, 0));
        boolean wasNot = objects.deleteObject(
                new DeleteObject("lab", ObjectName.pod(namespace, "db-7"), Propagation.BACKGROUND, null));

        assertThat(was).isTrue();
        assertThat(wasNot).isFalse();
        lab.kubectl("wait", "--for=create", "pod/db-0", "-n", namespace, "--timeout=60s");
        lab.kubectl("wait", "--for=condition=Ready", "pod/db-0", "-n", namespace, "--timeout=60s");
        assertThat(lab.kubectl("get", "pod", "db-0", "-n", namespace, "-o", "jsonpath={.metadata.uid}"))
                .isNotEqualTo(before);
    }

    @Test
    void a_retry_does_not_delete_the_pod_that_took_the_place_of_the_one_that_was_meant() {
        environment.setHeartbeatDetails("the-uid-of-the-pod-before");
        String before = lab.kubectl("get", "pod", "db-0", "-n", namespace, "-o", "jsonpath={.metadata.uid}");

        boolean was = objects.deleteObject(
                new DeleteObject("lab", ObjectName.pod(namespace, "db-0"), Propagation.BACKGROUND, 0));

        assertThat(was).isTrue();
        assertThat(lab.kubectl("get", "pod", "db-0", "-n", namespace, "-o", "jsonpath={.metadata.uid}"))
                .isEqualTo(before);
    }

    @Test
    void an_object_is_applied_and_a_field_of_another_manager_is_a_conflict() throws JsonProcessingException {
        JsonNode annotated = json(
                "{'apiVersion':'apps/v1','kind':'StatefulSet','metadata':{'annotations':{'example.com/by':'us'}}}");
        JsonNode scaled = json("{'apiVersion':'apps/v1','kind':'StatefulSet','spec':{'replicas':3}}");

        objects.applyObject(new ApplyObject("lab", db, annotated, false));

        assertThat(of("{.metadata.annotations.example\\.com/by} {.spec.replicas}"))
                .isEqualTo("us 1");
        assertFails(
                ClusterFailure.CONFLICT,
                "conflict with \"kubectl-client-side-apply\"",
                () -> objects.applyObject(new ApplyObject("lab", db, scaled, false)));
        objects.applyObject(new ApplyObject("lab", db, scaled, true));
        assertThat(of("{.spec.replicas}")).isEqualTo("3");
    }

    @Test
    void a_condition_is_waited_for_and_its_absence_is_told() {
        assertThat(objects.waitForCondition(
                        new WaitForCondition("lab", ObjectName.pod(namespace, "db-0"), "Ready", "True", 10)))
                .isNotNull();
        assertFails(
                ClusterFailure.TIMED_OUT,
                "did not become Ready=False within 1 s; it is Ready=True",
                () -> objects.waitForCondition(
                        new WaitForCondition("lab", ObjectName.pod(namespace, "db-0"), "Ready", "False", 1)));
        assertFails(
                ClusterFailure.TIMED_OUT,
                "it is not there",
                () -> objects.waitForCondition(
                        new WaitForCondition("lab", ObjectName.pod(namespace, "db-9"), "Ready", "True", 1)));
    }

    @Test
    void the_action_of_an_apply_names_each_field_and_calls_list_elements_by_name() throws JsonProcessingException {
        JsonNode content = json("{'apiVersion':'v1','kind':'X','metadata':{'name':'n','labels':{'a/b':'c'}},"
                + "'spec':{'containers':[{'name':'db','image':'db:2','args':['x','y']}],'empty':{}}}");

        assertThat(new ApplyObject("lab", db, content, false).action().fields())
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "/metadata/labels/a~1b", "\"c\"",
                        "/spec/containers/db/image", "\"db:2\"",
                        "/spec/containers/db/args", "[\"x\",\"y\"]",
                        "/spec/empty", "{}"));
    }

    @Test
    void what_is_not_there_or_not_allowed_is_told() {
        assertFails(
                ClusterFailure.NOT_FOUND,
                "patching statefulsets " + namespace + "/none on cluster lab failed",
                () -> objects.labelObject(new LabelObject("lab", ObjectName.statefulSet(namespace, "none"), "a", "b")));
        assertFails(
                ClusterFailure.FORBIDDEN,
                "cannot patch resource \"configmaps\"",
                () -> objects.labelObject(new LabelObject(
                        "lab", new ObjectName("", "v1", "configmaps", namespace, "kube-root-ca.crt"), "a", "b")));
    }

    private String of(String jsonpath, String... more) {
        List<String> arguments =
                new java.util.ArrayList<>(List.of("get", "sts", "db", "-n", namespace, "-o", "jsonpath=" + jsonpath));
        arguments.addAll(List.of(more));
        return lab.kubectl(arguments.toArray(String[]::new));
    }

    private static JsonNode json(String text) throws JsonProcessingException {
        return new ObjectMapper().readTree(text.replace('\'', '"'));
    }

    private static void assertFails(
            ClusterFailure type, String message, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call).cause().isInstanceOfSatisfying(ApplicationFailure.class, failure -> {
            assertThat(failure.getOriginalMessage()).contains(message);
            assertThat(failure.getType()).isEqualTo(type.name());
        });
    }
}
