package dev.understudy.divergence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.action.FileActions;
import dev.understudy.action.KubernetesActions;
import org.junit.jupiter.api.Test;

class ReportTextTest {
    @Test
    void a_report_reads_as_text() {
        Report report = Comparison.compare(new RunFixture()
                .types("df", "-h")
                .predicts(FileActions.compress("/data/wal/1"))
                .typesAndGets(1, "gzip", "wal/1")
                .types("gzip", "wal/1")
                .inStep("scale")
                .predicts(KubernetesActions.scale("prod", "statefulsets", "db", 5))
                .types("kubectl", "scale", "sts/db", "-n", "prod", "--replicas=4")
                .predicts(FileActions.delete("/data/a|b"))
                .ended());

        String text = ReportText.markdown(report);

        assertThat(text)
                .startsWith("# Run run-1: DIVERGED\n\nOperator and workflow parted: 1 matched, 2 diverged,")
                .contains("The run counts as evidence.")
                .contains("- **DIFFERENT** (high, step scale, move 3) Different in /spec/replicas:")
                .contains("  - /spec/replicas: operator `4`, workflow `5`")
                .contains("| 1 | run df (argv = [\"-h\"]) (command 1) |  |  |")
                .contains("| 2 | compress /data/wal/1 to /data/wal/1.gz (command 3, try 2) | = | compress")
                .contains("| 4 |  | only → | delete /data/a\\|b (prediction 3, withheld) |");
    }

    @Test
    void a_run_that_does_not_count_says_why() {
        Report report = Comparison.compare(new RunFixture().types("df").gap().ended());

        assertThat(ReportText.markdown(report))
                .contains("Nothing can be said for certain")
                .contains("- GAP: something the operator did was not seen (session s1: xtrace-off, set +x was typed)")
                .contains("The run does not count as evidence: the comparison is inconclusive; no write was compared.");
    }
}
