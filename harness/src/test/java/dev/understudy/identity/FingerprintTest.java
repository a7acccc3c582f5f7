package dev.understudy.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.sample.ArchiveLogsWorkflow;
import dev.understudy.sample.FeaturesWorkflow;
import org.junit.jupiter.api.Test;

class FingerprintTest {
    @Test
    void a_fingerprint_covers_the_workflow_and_what_it_reaches_of_its_own() {
        assertThat(Fingerprint.covers(ArchiveLogsWorkflow.class))
                .contains(
                        "dev/understudy/sample/ArchiveLogsWorkflow",
                        "dev/understudy/sample/ArchiveLogsInput",
                        "dev/understudy/sample/LogOperations",
                        "dev/understudy/sample/MoveLog")
                .doesNotContain("dev/understudy/sample/LogActivities", "dev/understudy/sample/FeaturesWorkflow")
                .noneMatch(name -> name.startsWith("io/temporal") || name.startsWith("java/"));
    }

    @Test
    void a_fingerprint_is_the_same_each_time_and_differs_between_workflows() {
        assertThat(Fingerprint.of(ArchiveLogsWorkflow.class))
                .hasSize(64)
                .isEqualTo(Fingerprint.of(ArchiveLogsWorkflow.class))
                .isNotEqualTo(Fingerprint.of(FeaturesWorkflow.class));
    }
}
