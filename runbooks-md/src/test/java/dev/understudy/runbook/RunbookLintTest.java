package dev.understudy.runbook;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RunbookLintTest {
    private static List<Finding> lint(String markdown) {
        return RunbookLint.lint(new RunbookReader().read("a.md", markdown));
    }

    static List<String> shipped() {
        return ShippedRunbooks.ids();
    }

    @ParameterizedTest
    @MethodSource("shipped")
    void nothing_would_make_a_shipped_runbook_better(String id) {
        assertThat(RunbookLint.lint(ShippedRunbooks.find(id).orElseThrow())).isEmpty();
    }

    @Test
    void each_finding_has_its_line_and_its_rule() {
        List<Finding> findings = lint("""
                ---
                runbook: { workflow: W, params: [node, unused], secrets: [password] }
                ---
                # Drain

                {% include a.md %}

                Run `kubectl get pods -n <namespace>` first.

                ```bash
                kubectl delete pod <node> ...
                ```

                Wait until it is gone.
                """);

        assertThat(findings)
                .extracting(Finding::line, Finding::rule)
                .containsExactly(
                        Tuple.tuple(1, LintRule.UNUSED_PARAM),
                        Tuple.tuple(1, LintRule.UNUSED_SECRET),
                        Tuple.tuple(6, LintRule.READER_WARNING),
                        Tuple.tuple(8, LintRule.UNNAMED_STEP),
                        Tuple.tuple(8, LintRule.PLACEHOLDER_WITHOUT_PARAM),
                        Tuple.tuple(8, LintRule.NO_CHECK_AFTER_DESTRUCTION),
                        Tuple.tuple(8, LintRule.INLINE_COMMAND),
                        Tuple.tuple(11, LintRule.NAMELESS_PLACEHOLDER),
                        Tuple.tuple(11, LintRule.UNDECLARED_DESTRUCTION),
                        Tuple.tuple(14, LintRule.ENDLESS_WAIT));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rm -rf /data",
                "sudo rm a",
                "cd /a && rm b",
                "for f in *; do rm \"$f\"; done",
                "find /a -name x -delete",
                "kubectl -n shop delete pvc data-db-2",
                "helm uninstall db",
                "nodetool -h a removenode x",
                "psql -c 'DROP TABLE a'",
                "mkfs.ext4 /dev/sdb",
            })
    void a_command_that_can_lose_data_has_to_be_declared_and_checked_after(String command) {
        assertThat(lint("```bash {name=a}\n" + command + "\n```\n"))
                .extracting(Finding::rule)
                .containsExactly(LintRule.NO_CHECK_AFTER_DESTRUCTION, LintRule.UNDECLARED_DESTRUCTION);
    }

    @ParameterizedTest
    @ValueSource(strings = {"kubectl get pods", "grep rm /etc/fstab", "docker run --rm x", "echo delete"})
    void a_harmless_command_is_not_taken_for_one_that_loses_data(String command) {
        assertThat(lint("```bash {name=a}\n" + command + "\n```\n")).isEmpty();
    }

    @Test
    void a_document_without_any_step_is_told_so() {
        assertThat(lint("Only words.\n")).extracting(Finding::rule).containsExactly(LintRule.NO_STEPS);
    }

    @Test
    void findings_are_printed_so_that_editors_can_point_at_them() {
        assertThat(RunbookText.findings("docs/a.md", lint("Only words.\n")))
                .startsWith("docs/a.md:1: the document holds no step")
                .endsWith(" [no-steps]\n");
    }

    @Test
    void findings_are_written_as_json_for_programs() {
        assertThat(RunbookJson.findings(lint("Only words.\n")).replaceAll("\\s", ""))
                .startsWith("[{\"line\":1,\"rule\":\"no-steps\",\"message\":");
        assertThat(RunbookJson.findings(List.of())).isEqualTo("[ ]");
    }
}
