package dev.understudy.twin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What of an object is created anew on a twin. */
final class CopyTest {
    private final Copy copy = new Copy(new SecretPlaceholders());

    @Test
    void what_the_server_or_a_controller_wrote_is_left_out() throws Exception {
        JsonNode copied = of("""
                kind: ConfigMap
                metadata: {name: a, uid: u, resourceVersion: "7", creationTimestamp: "2026-01-01T00:00:00Z",
                  managedFields: [{manager: kubectl}], labels: {app: db}}
                data: {mode: fast}
                status: {seen: true}
                """).orElseThrow();

        assertThat(copied)
                .isEqualTo(yaml("{kind: ConfigMap, metadata: {name: a, labels: {app: db}}, data: {mode: fast}}"));
    }

    @Test
    void the_values_of_a_secret_stay_behind_and_equal_ones_stay_equal() throws Exception {
        JsonNode copied = of("""
                kind: Secret
                type: Opaque
                metadata:
                  name: login
                  annotations: {kubectl.kubernetes.io/last-applied-configuration: '{"data":{"a":"c2VjcmV0"}}'}
                data: {a: c2VjcmV0, b: c2VjcmV0, c: b3RoZXI=}
                """).orElseThrow();

        assertThat(copied.toString()).doesNotContain("c2VjcmV0", "b3RoZXI=");
        assertThat(copied.at("/data/a")).isEqualTo(copied.at("/data/b")).isNotEqualTo(copied.at("/data/c"));
    }

    @Test
    void a_pod_stays_on_its_node_without_its_owner_and_one_that_ended_is_not_begun_again() throws Exception {
        String pod = "{kind: Pod, metadata: {name: db-0, ownerReferences: [{kind: StatefulSet, name: db}]},"
                + " spec: {nodeName: node-1}, status: {phase: %s}}";

        assertThat(of(pod.formatted("Running")))
                .contains(yaml("{kind: Pod, metadata: {name: db-0}, spec: {nodeName: node-1}}"));
        assertThat(of(pod.formatted("Succeeded"))).isEmpty();
    }

    @Test
    void what_an_owner_makes_again_by_itself_is_left_to_it() throws Exception {
        String owned = "{kind: %s, metadata: {name: x, ownerReferences: [{kind: Parent, name: p}]}}";

        assertThat(of(owned.formatted("Role"))).isEmpty();
        assertThat(of(owned.formatted("ReplicaSet")))
                .as("adopted, with its pods")
                .isPresent();
        assertThat(of(owned.formatted("Job"))).isEmpty();
    }

    @Test
    void a_job_that_is_over_is_not_run_again() throws Exception {
        assertThat(of("{kind: Job, metadata: {name: j}, status: {conditions: [{type: Complete, status: 'True'}]}}"))
                .isEmpty();
        assertThat(of("{kind: Job, metadata: {name: j}, spec: {selector: {matchLabels: {a: b}}}}")
                        .orElseThrow())
                .isEqualTo(yaml("{kind: Job, metadata: {name: j}, spec: {}}"));
    }

    @Test
    void addresses_that_only_the_original_can_have_are_left_out() throws Exception {
        assertThat(of("{kind: Service, metadata: {name: s}, spec: {clusterIP: 10.0.0.9, clusterIPs: [10.0.0.9],"
                        + " ports: [{port: 80, nodePort: 30001}]}}"))
                .contains(yaml("{kind: Service, metadata: {name: s}, spec: {ports: [{port: 80}]}}"));
        assertThat(of("{kind: Service, metadata: {name: s}, spec: {clusterIP: None}}"))
                .contains(yaml("{kind: Service, metadata: {name: s}, spec: {clusterIP: None}}"));
    }

    private Optional<JsonNode> of(String yaml) throws Exception {
        return copy.of(yaml(yaml));
    }

    private static JsonNode yaml(String text) throws Exception {
        return new YAMLMapper().readTree(text);
    }
}
