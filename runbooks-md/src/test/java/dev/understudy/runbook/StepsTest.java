package dev.understudy.runbook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How a document becomes steps. */
class StepsTest {
    private static Runbook read(String markdown) {
        return new RunbookReader().read("docs/My Runbook.md", markdown);
    }

    @Test
    void a_numbered_item_is_a_step_with_all_its_commands_and_prose_items_are_steps_as_well() {
        List<Step> steps = read("""
                        # Failover

                        1. Call the database team.
                        2. Stop writing:
                           ```bash
                           app stop
                           ```
                           and make it so on both:
                           * `ssh a systemctl stop app`
                        3. Wait until the lag is zero.
                        4. If it is not zero, stop here.
                        5. Verify that nobody writes.
                        """).steps();

        assertThat(steps)
                .extracting(Step::id, Step::kind, step -> step.commands().size(), Step::line)
                .containsExactly(
                        Tuple.tuple("failover-1", StepKind.MANUAL, 0, 3),
                        Tuple.tuple("failover-2", StepKind.COMMAND, 2, 4),
                        Tuple.tuple("failover-3", StepKind.WAIT, 0, 10),
                        Tuple.tuple("failover-4", StepKind.DECISION, 0, 11),
                        Tuple.tuple("failover-5", StepKind.CHECK, 0, 12));
    }

    @Test
    void under_a_heading_each_block_after_its_own_sentence_is_a_step() {
        List<Step> steps =
                read("## Look\n\nSee the disks:\n\n```sh\ndf -h\n```\n\nCheck the load:\n\n```sh\nuptime\n```\n")
                        .steps();

        assertThat(steps)
                .extracting(Step::title, Step::kind, Step::section)
                .containsExactly(
                        Tuple.tuple("See the disks", StepKind.COMMAND, List.of("Look")),
                        Tuple.tuple("Check the load", StepKind.CHECK, List.of("Look")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"## Step 3: Call the team", "### 3. Call the team"})
    void a_numbered_heading_is_a_step_though_it_holds_no_command(String heading) {
        assertThat(read(heading + "\n\nBy telephone.\n").steps())
                .singleElement()
                .satisfies(step -> assertThat(step.kind()).isEqualTo(StepKind.MANUAL));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "```bash {name=drain effect=destructive wait=30m capture=HOST_ID expect=\"UN\"}\nnodetool drain\n```\n",
                "```bash {\"name\":\"drain\",\"effect\":\"destructive\",\"wait\":\"30m\",\"capture\":\"HOST_ID\",\"expect\":\"UN\"}\nnodetool drain\n```\n",
                "<!-- step: id=drain effect=destructive wait=30m capture=HOST_ID expect=UN -->\nRun `nodetool drain -x` now.\n",
            })
    void the_author_can_name_a_step_and_say_what_it_does(String markdown) {
        assertThat(read(markdown).steps()).singleElement().satisfies(step -> {
            assertThat(step.id()).isEqualTo("drain");
            assertThat(step.annotation())
                    .isEqualTo(
                            new Annotation(true, DeclaredEffect.DESTRUCTIVE, Duration.ofMinutes(30), "HOST_ID", "UN"));
        });
    }

    @Test
    void a_named_step_keeps_its_id_when_others_are_put_before_it() {
        String drain = "```bash {name=drain}\nnodetool drain\n```\n";

        assertThat(read("## A\n\n```bash\nuptime\n```\n\nThen:\n\n" + drain).step("drain"))
                .isPresent();
        assertThat(read("## B\n\n" + drain).step("drain")).isPresent();
    }

    @Test
    void ids_are_unique_and_a_name_given_twice_is_warned_of() {
        Runbook runbook = read("```bash {name=a}\nuptime\n```\n\n```bash {name=a}\ndf -h\n```\n");

        assertThat(runbook.steps()).extracting(Step::id).containsExactly("a", "a-2");
        assertThat(runbook.warnings())
                .singleElement()
                .satisfies(warning -> assertThat(warning.message()).contains("'a' is taken"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "=== \"Helm\"\n\n    ```bash\n    helm upgrade x y\n    ```\n\n=== \"Manifests\"\n\n    ```bash\n    kubectl apply -f x\n    ```\n",
                "{{< tab name=\"Helm\" >}}\n```bash\nhelm upgrade x y\n```\n{{< /tab >}}\n{{< tab name=\"Manifests\" >}}\n```bash\nkubectl apply -f x\n```\n{{< /tab >}}\n",
                "::::{tab-set}\n:::{tab-item} Helm\n```bash\nhelm upgrade x y\n```\n:::\n:::{tab-item} Manifests\n```bash\nkubectl apply -f x\n```\n:::\n::::\n",
                "<Tabs>\n<TabItem value=\"Helm\">\n\n```bash\nhelm upgrade x y\n```\n\n</TabItem>\n<TabItem value=\"Manifests\">\n\n```bash\nkubectl apply -f x\n```\n\n</TabItem>\n</Tabs>\n",
            })
    void tabs_are_alternatives_and_no_sequence(String tabs) {
        assertThat(read("Install it:\n\n" + tabs + "\nThen:\n\n```bash\nuptime\n```\n")
                        .steps())
                .extracting(Step::alternative, step -> step.commands().get(0).text())
                .containsExactly(
                        Tuple.tuple("Helm", "helm upgrade x y"),
                        Tuple.tuple("Manifests", "kubectl apply -f x"),
                        Tuple.tuple(null, "uptime"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{% include x/y.md %} | x/y.md",
                "--8<-- \"x/y.md\" | x/y.md",
                "{{< readfile file=\"x/y.md\" >}} | x/y.md",
                ":::{include} x/y.md | x/y.md",
            })
    void an_include_that_cannot_be_resolved_is_reported_with_its_line(String include, String name) {
        List<Warning> warnings = read("# A\n\n" + include + "\n").warnings();

        assertThat(warnings).singleElement().satisfies(warning -> {
            assertThat(warning.line()).isEqualTo(3);
            assertThat(warning.message())
                    .startsWith("unresolved include of ")
                    .doesNotContain("\"x")
                    .contains(name);
        });
    }

    @Test
    void the_front_matter_tells_about_the_runbook() {
        Runbook runbook = read("""
                ---
                title: Replace a node
                runbook: { id: node-replace, activity: remediation, workflow: NodeReplaceWorkflow, params: [cluster, node], secrets: [su_password] }
                ---
                # Other title
                """);

        assertThat(runbook.id()).isEqualTo("node-replace");
        assertThat(runbook.title()).isEqualTo("Replace a node");
        assertThat(runbook.activity()).isEqualTo("remediation");
        assertThat(runbook.workflow()).isEqualTo("NodeReplaceWorkflow");
        assertThat(runbook.params()).containsExactly("cluster", "node");
        assertThat(runbook.secrets()).containsExactly("su_password");
    }

    @Test
    void without_front_matter_the_id_comes_from_the_files_name_and_the_title_from_the_first_heading() {
        Runbook runbook = read("# Replace `a` node\n");

        assertThat(runbook.id()).isEqualTo("my-runbook");
        assertThat(runbook.title()).isEqualTo("Replace a node");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "runbook: later | runbook has to be a mapping",
                "runbook: { params: cluster } | runbook.params has to be a list",
                "runbook: { params: [[a]] } | runbook.params holds",
                "runbook: { id: 'a b' } | runbook.id is 'a b'",
                "runbook: { workflow: [a] } | runbook.workflow has to be one word",
            })
    void front_matter_that_declares_the_runbook_wrongly_is_refused_with_file_line_and_field(
            String line, String message) {
        assertThatThrownBy(() -> read("---\ntitle: x\n" + line + "\n---\n"))
                .isInstanceOf(RunbookException.class)
                .hasMessageStartingWith("docs/My Runbook.md:3: the front matter's field " + message);
    }

    @Test
    void front_matter_that_is_no_yaml_is_warned_of_and_the_steps_are_read() {
        Runbook runbook = read("---\ntitle: [\n---\n\n```bash\nuptime\n```\n");

        assertThat(runbook.warnings()).hasSize(1);
        assertThat(runbook.commands()).hasSize(1);
    }

    @Test
    void an_attribute_that_means_nothing_is_warned_of_with_its_line() {
        Runbook runbook = read("Go:\n\n```bash {name=a effect=evil wait=soon kind=magic}\nuptime\n```\n");

        assertThat(runbook.warnings())
                .extracting(Warning::line, warning -> warning.message().split(" ")[0])
                .containsExactlyInAnyOrder(
                        Tuple.tuple(3, "effect=evil"), Tuple.tuple(3, "wait=soon"), Tuple.tuple(3, "kind=magic"));
    }

    @Test
    void the_fingerprint_does_not_depend_on_line_endings_but_on_all_else() {
        String unix = read("# A\n\nText\n").fingerprint();

        assertThat(read("# A\r\n\r\nText\r\n").fingerprint()).isEqualTo(unix);
        assertThat(read("\uFEFF# A\n\nText\n").fingerprint()).isEqualTo(unix);
        assertThat(read("# A\n\nText.\n").fingerprint()).isNotEqualTo(unix);
    }

    @Test
    void a_file_that_does_not_exist_is_said_so_in_one_line() {
        assertThatThrownBy(() -> new RunbookReader().read(Path.of("no/such.md")))
                .isInstanceOf(RunbookException.class)
                .hasMessage("no/such.md: there is no such file. Check the path of the runbook.");
    }
}
