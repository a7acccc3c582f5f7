package dev.understudy.runbook;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which lines of a code block are commands, and where each one begins and ends. */
class CodeBlocksTest {
    private static List<RunbookCommand> read(String markdown) {
        return new RunbookReader().read("test.md", markdown).commands();
    }

    private static List<String> texts(String markdown) {
        return read(markdown).stream().map(RunbookCommand::text).toList();
    }

    @Test
    void each_logical_line_of_a_shell_fence_is_a_command_with_its_own_line_number() {
        List<RunbookCommand> commands = read("""
                Restart it.

                ```bash
                # first look
                systemctl status db

                sudo systemctl restart db
                ```
                """);

        assertThat(commands)
                .extracting(RunbookCommand::line, RunbookCommand::text)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(5, "systemctl status db"),
                        org.assertj.core.groups.Tuple.tuple(7, "sudo systemctl restart db"));
        assertThat(commands).allMatch(command -> command.form() == CommandForm.FENCE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1. Look:\n\n   ```sh\n   df -h\n   ```\n",
                "1. Look:\n\n    ```sh\n    df -h\n    ```\n",
                "- Look\n  * closer:\n\n    ~~~ shell\n    df -h\n    ~~~\n",
                "10. Look:\n    ````bash\n    df -h\n    ````\n",
                "> ```console\n> df -h\n> ```\n",
                "Too far in:\n\n    ```bash\n    df -h\n    ```\n",
                "1. Look:\n        ```bash\n        df -h\n        ```\n",
                "<details><summary>Look</summary>\n```bash\ndf -h\n```\n</details>\n",
                "<div class=\"x\">\n```bash\ndf -h\n```\n</div>\n",
                "!!! note\n    ```bash\n    df -h\n    ```\n",
                "??? note \"Look\"\n\n    ``` {.bash data-prompt=\"$\"}\n    $ df -h\n    ```\n",
                ":::{code-block} shell\ndf -h\n:::\n",
                "```{code-block} bash\ndf -h\n```\n",
                "```{code-block} console\n:caption: Look\n:linenos:\n\ndf -h\n```\n",
                ":::{code-block} shell\n:substitutions:\ndf -h\n:::\n",
                "{{< tab name=\"Linux\" >}}\n```shell\ndf -h\n```\n{{< /tab >}}\n",
                "``` bash {\"name\":\"look\"}\ndf -h\n```\n",
                "```\ndf -h\n```\n",
                "```text\ndf -h\n```\n",
                "Look:\n\n    df -h\n",
                "```yaml\n$ df -h\n```\n",
            })
    void a_command_is_found_wherever_markdown_and_its_dialects_allow_code(String markdown) {
        assertThat(texts(markdown)).containsExactly("df -h");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "$ df -h",
                "$> df -h",
                "$df -h",
                "me@host:~$ df -h",
                "[me@host ~]$ df -h",
                "root@host:/var# df -h",
                "sh-4.4# df -h",
                "bash-5.1$ df -h",
                "(venv) $ df -h",
                "db-01-prod $ df -h",
                "workstation     $ df -h",
                "db-01-prod # df -h",
            })
    void a_prompt_is_no_part_of_the_command_and_lines_without_one_are_its_output(String line) {
        List<RunbookCommand> commands = read("```console\n" + line + "\nFilesystem Size\n/dev/sda 1G\n```\n");

        assertThat(commands).singleElement().satisfies(command -> {
            assertThat(command.text()).isEqualTo("df -h");
            assertThat(command.expected()).isEqualTo("Filesystem Size\n/dev/sda 1G");
        });
    }

    @Test
    void a_hash_is_a_prompt_only_where_nothing_else_is_a_command() {
        assertThat(texts("```console\n# df -h\n# mount /data\n```\n")).containsExactly("df -h", "mount /data");
        assertThat(texts("```bash\n# mount the disk\nmount /data\n```\n")).containsExactly("mount /data");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "kubectl scale sts/db \\\n  --replicas=3",
                "cat a |\n  grep b",
                "test -f a &&\n  rm a",
                "cat <<EOF > a\nkey: value\nEOF",
                "cat <<'EOF' | kubectl apply -f -\nname: ${NAME}\nother: x\nEOF",
                "cat <<EOF | kubectl apply -f -\nname: ${NAME}\n- \"${NAME}-x\",\nEOF",
                "cat <<-EOF\n\tone\n\tEOF",
                "kubectl patch x -p '{\n  \"a\": 1\n}'",
                "x=$(date +%s\n)",
                "for i in 1 2 3; do\n  echo $i\ndone",
                "while read -r l; do\n  echo \"$l\"\ndone < a",
                "until curl -s x; do\n  sleep 1\ndone",
                "look() {\n  df -h /a\n  uptime\n}",
                "(\n  cd /a\n  ls\n) > b",
                "if test -f a; then\n  rm a\nfi",
                "kubectl exec <pod> -- \\\n  ls <some folder>",
            })
    void a_command_goes_on_until_the_grammar_of_bash_says_that_it_is_complete(String command) {
        assertThat(texts("```bash\n" + command + "\ndf -h\n```\n")).containsExactly(command, "df -h");
        assertThat(texts("```console\n$ " + command + "\n$ df -h\n```\n")).containsExactly(command, "df -h");
    }

    @Test
    void the_prompt_for_continued_lines_is_no_part_of_the_command() {
        assertThat(texts("```\n$ for i in 1 2; do\n> echo $i\n> done\n1\n2\n```\n"))
                .containsExactly("for i in 1 2; do\necho $i\ndone");
    }

    @Test
    void an_open_quote_that_never_closes_does_not_swallow_the_commands_after_it() {
        assertThat(texts("```bash\necho it's\ndf -h\nuptime\n```\n")).containsExactly("echo it's", "df -h", "uptime");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "NAME   READY   STATUS    AGE\ndb-0   1/1     Running   3d",
                "deployment.apps/db scaled",
                "secret/x created",
                "{\n  \"a\": 1\n}",
                "2024-05-01T10:00:00Z started",
                "Name:   db-0\nStatus: Running",
                "I0501 10:00:00 main.go:1] started",
                "+----+----+\n| a  | b  |\n+----+----+",
                "Error from server (NotFound): pods \"db\" not found",
            })
    void output_in_a_shell_fence_is_the_expected_output_of_the_command_above_it(String output) {
        List<RunbookCommand> commands = read("```bash\nkubectl get x\n\n" + output + "\n```\n");

        assertThat(commands)
                .singleElement()
                .satisfies(command -> assertThat(command.expected()).isEqualTo(output));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Expected output:\n\n```\nls of nothing\n```\n",
                "The output should look like this:\n\n```text\ncat 1\n```\n",
                "```output\nls -l\n```\n",
                "??? example \"Expected output\"\n\n    ``` {.text .no-copy}\n    ls -l\n    ```\n",
                "```text {kind=output}\nls -l\n```\n",
            })
    void a_block_that_is_announced_as_output_belongs_to_the_command_before_it(String block) {
        List<RunbookCommand> commands = read("```bash\nkubectl get x\n```\n\n" + block);

        assertThat(commands)
                .singleElement()
                .satisfies(command -> assertThat(command.expected()).isNotBlank());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "```yaml\nkind: Pod\nmetadata:\n  name: x\n```\n",
                "```json\n{\"a\": 1}\n```\n",
                "```go\ntype T struct {\n}\nfor {\n}\n```\n",
                "```mermaid\ngraph TD;\nA-->B[\"b\"]\n```\n",
                "```\nsome words in a box\n```\n",
                "```python\nimport os\nos.remove('x')\n```\n",
                "<!--\n```bash\nrm -rf /\n```\n-->\n",
                "```bash {kind=skip}\nrm -rf /\n```\n",
                "Not code:\n\n    some indented words that say nothing\n",
            })
    void what_is_data_or_a_program_or_a_comment_holds_no_command(String markdown) {
        assertThat(texts(markdown)).isEmpty();
    }

    @Test
    void statements_of_sql_end_with_their_semicolons() {
        List<RunbookCommand> commands = read("```sql\nSELECT 1;\n-- then\nUPDATE t\nSET a = 1;\n```\n");

        assertThat(commands).extracting(RunbookCommand::text).containsExactly("SELECT 1;", "UPDATE t\nSET a = 1;");
        assertThat(commands).allMatch(command -> command.kind() == CommandKind.SQL);
    }

    @Test
    void what_is_typed_after_another_programs_prompt_is_its_command() {
        List<RunbookCommand> commands = read(
                "```\n$ psql\npostgres=# SELECT 1;\n 1\n```\n\n```\nirb> Foo.count\n3\n```\n\n```promql\nup == 0\n```\n");

        assertThat(commands)
                .extracting(RunbookCommand::text, RunbookCommand::kind)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("psql", CommandKind.SHELL),
                        org.assertj.core.groups.Tuple.tuple("SELECT 1;", CommandKind.SQL),
                        org.assertj.core.groups.Tuple.tuple("Foo.count", CommandKind.REPL),
                        org.assertj.core.groups.Tuple.tuple("up == 0", CommandKind.REPL));
    }

    @Test
    void a_program_that_only_this_repository_knows_is_learnt_from_its_shell_fences() {
        assertThat(texts("```bash\nfrobctl list\n```\n\nThen:\n\n```\nfrobctl stop db\n```\n"))
                .containsExactly("frobctl list", "frobctl stop db");
    }

    @Test
    void programs_and_prompts_can_be_conventions_of_the_repository() {
        String markdown = "```\nfrobber stop db\n```\n\n```\n~ df -h\nFilesystem\n```\n";

        assertThat(texts(markdown)).isEmpty();

        Conventions conventions = new Conventions(java.util.Set.of("frobber"), List.of("~ "));
        assertThat(new RunbookReader(conventions).read("test.md", markdown).commands())
                .extracting(RunbookCommand::text)
                .containsExactly("frobber stop db", "df -h");
    }
}
