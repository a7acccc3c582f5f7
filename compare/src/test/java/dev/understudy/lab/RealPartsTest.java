package dev.understudy.lab;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The real parts answer. */
class RealPartsTest {
    @Test
    void a_statefulset_becomes_ready_and_the_audit_log_says_who_made_it() {
        KubernetesLab lab = KubernetesLab.shared();
        String namespace = lab.newNamespace();

        lab.statefulSet(namespace, "db", 2);

        assertThat(lab.kubectl("get", "pods", "-n", namespace, "-o", "name")).isEqualTo("pod/db-0\npod/db-1\n");
        assertThat(lab.auditedWrites("/namespaces/" + namespace + "/statefulsets"))
                .hasSize(1)
                .first()
                .satisfies(
                        event -> assertThat(event.at("/user/username").asText()).isEqualTo("admin"));
    }

    @Test
    void temporal_answers() {
        ProcessBuilder health = new ProcessBuilder(
                RealPart.require("temporal").toString(),
                "operator",
                "cluster",
                "health",
                "--address",
                TemporalLab.shared().address());

        assertThat(LabScript.output(health, "")).contains("SERVING");
    }
}
