package dev.understudy.runbook;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Code in a sentence: to be typed, or only mentioned. */
class InlineCommandsTest {
    private static Runbook read(String markdown) {
        return new RunbookReader().read("test.md", markdown);
    }

    @Test
    void a_command_in_a_sentence_keeps_its_form_and_line() {
        RunbookCommand command = read("Some words\nand then run `kubectl delete pod &lt;pod&gt;` now.\n")
                .commands()
                .get(0);

        assertThat(command.line()).isEqualTo(2);
        assertThat(command.text()).isEqualTo("kubectl delete pod <pod>");
        assertThat(command.form()).isEqualTo(CommandForm.INLINE);
        assertThat(command.placeholders()).containsExactly(new Placeholder("<pod>", "pod"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "- Run `minikube stop`.",
                "- `sudo systemctl restart db`",
                "1. [ ] Restart it: `sudo systemctl restart db`",
                "Does `curl https://localhost/metrics` answer?",
                "Use ``echo `date` > a`` to note the time.",
                "| Do | `df -h /data` |\n| --- | --- |\n| x | `du -sh /data` |",
                "Run `frobctl list` on any member.",
                "- `SELECT * FROM pg_stat_archiver;`",
                "Set it: `export TOKEN=<token value>`",
            })
    void code_that_is_to_be_typed_is_a_command(String markdown) {
        assertThat(read(markdown).commands()).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "The `kubectl` tool and `kubectl apply` are well known.",
                "Tools such as `kubectl get pods` show it.",
                "`rm -rf x` is dangerous.",
                "See `/var/log/syslog` and `config.yaml`.",
                "The field `spec.replicas` is `3`.",
                "If the id is 23, this would be `ceph osd out osd.23`.",
                "- `host replication replicator 10.0.0.0/8 md5`",
                "Needs `docker (version 19 or newer)`.",
                "This runs `kustomize build` over the folder.",
            })
    void code_that_is_only_mentioned_is_none(String markdown) {
        assertThat(read(markdown).commands())
                .extracting(RunbookCommand::text)
                .doesNotContain(
                        "kubectl apply",
                        "kubectl get pods",
                        "rm -rf x",
                        "docker (version 19 or newer)",
                        "kustomize build",
                        "ceph osd out osd.23",
                        "host replication replicator 10.0.0.0/8 md5",
                        "/var/log/syslog");
    }
}
