package dev.understudy.runbook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever the text is: a runbook, or a clear refusal. */
class HostileInputTest {
    private static Runbook read(String markdown) {
        return new RunbookReader().read("evil.md", markdown);
    }

    @Test
    void a_document_of_ten_megabytes_is_refused_with_its_size_and_the_limit() {
        byte[] bytes = "uptime and more\n".repeat(700_000).getBytes(StandardCharsets.UTF_8);

        assertThatThrownBy(() -> new RunbookReader().read("big.md", bytes))
                .isInstanceOf(RunbookException.class)
                .hasMessageMatching(
                        "big.md: the document has 11200000 bytes, and a runbook at most \\d+\\. Split it .*");
    }

    @Test
    void a_nul_byte_is_refused_with_its_line() {
        assertThatThrownBy(() -> read("# A\n\nB\0C\n"))
                .isInstanceOf(RunbookException.class)
                .hasMessageStartingWith("evil.md:3: the line holds a NUL byte");
    }

    @Test
    void bytes_that_are_no_utf_8_are_refused_with_their_line() {
        byte[] bytes = {'#', ' ', 'A', '\n', '\r', '\n', (byte) 0xC3, '(', '\n'};

        assertThatThrownBy(() -> new RunbookReader().read("evil.md", bytes))
                .isInstanceOf(RunbookException.class)
                .hasMessageStartingWith("evil.md:3: the text is not valid UTF-8");
    }

    static Stream<String> deep() {
        return Stream.of(
                "> ".repeat(100_000) + "x",
                "- ".repeat(100_000) + "x",
                IntStream.range(0, 900)
                        .mapToObj(i -> " ".repeat(2 * i) + "- a\n")
                        .reduce("", String::concat),
                "[".repeat(100_000) + "x" + "]".repeat(100_000),
                "*".repeat(50_000) + "x" + "*".repeat(50_000),
                "**a _b ".repeat(20_000),
                "`".repeat(100_000) + "x",
                "![a](".repeat(20_000),
                "<a ".repeat(50_000),
                "```bash\n" + "$(".repeat(20_000) + "\n```\n",
                "```bash\n" + "(".repeat(20_000) + "\n```\n",
                "```bash\n" + "{ ".repeat(20_000) + "\n```\n",
                "```bash\n" + "if true; then ".repeat(5_000) + "\n```\n",
                "```bash\n" + "echo '\n".repeat(5_000) + "```\n",
                "```bash\n" + "cat <<EOF\n".repeat(5_000) + "```\n",
                "```bash\n" + "a \\\n".repeat(5_000) + "```\n",
                "```bash\n" + "kubectl get pods -n x\n".repeat(20_000) + "```\n",
                "```bash\necho " + "<a".repeat(50_000) + "\n```\n",
                "```bash\necho " + "A_".repeat(50_000) + "\n```\n",
                "```bash\necho " + "{a".repeat(50_000) + "\n```\n",
                "```\n" + "a".repeat(500_000) + "\n```\n",
                "run `" + "x ".repeat(50_000) + "`",
                "=== \"a\"\n    ".repeat(2_000) + "x",
                ":::{note}\n".repeat(5_000),
                "{% include a %}\n".repeat(20_000),
                "|a|".repeat(20_000) + "\n" + "|-|".repeat(20_000) + "\n",
                "---\na: " + "[".repeat(20_000) + "\n---\n",
                "---\na: &a [*a]\n---\n",
                "# a\n".repeat(4_000),
                "1. a\n".repeat(4_000));
    }

    @ParameterizedTest
    @MethodSource("deep")
    void deep_nesting_and_endless_repetition_are_read_or_refused_but_never_overflow(String markdown) {
        try {
            assertSane(markdown, read(markdown));
        } catch (RunbookException e) {
            assertThat(e).hasMessageStartingWith("evil.md");
        }
    }

    static LongStream seeds() {
        return LongStream.range(0, 150);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void any_mixture_of_markdown_reads_the_same_twice_with_lines_in_range(long seed) {
        String markdown = mixture(new Random(seed));

        Runbook first = read(markdown);

        assertThat(read(markdown)).isEqualTo(first);
        assertSane(markdown, first);
        assertThat(RunbookJson.write(first)).isNotEmpty();
        assertThat(RunbookText.show(first)).isNotEmpty();
        RunbookLint.lint(first).forEach(finding -> assertThat(finding.line()).isPositive());
        StepRecognition recognition = new StepRecognition(first);
        first.commands()
                .forEach(command ->
                        assertThat(recognition.recognise(command.text())).isNotNull());
    }

    private static void assertSane(String markdown, Runbook runbook) {
        int lines = markdown.split("\r\n|\r|\n", -1).length;
        assertThat(runbook.steps()).allMatch(step -> step.line() >= 1 && step.line() <= lines);
        assertThat(runbook.steps()).extracting(Step::id).doesNotHaveDuplicates();
        assertThat(runbook.commands())
                .allMatch(command -> command.line() >= 1 && command.line() <= lines)
                .noneMatch(command -> command.text().isBlank());
        assertThat(runbook.warnings()).allMatch(warning -> warning.line() >= 1 && warning.line() <= lines);
    }

    private static final String[] PARTS = {
        "\n",
        "\n\n",
        "    ",
        "  ",
        "\t",
        "- ",
        "1. ",
        "> ",
        "# ",
        "## Step 2: ",
        "```",
        "```bash\n",
        "```\n",
        "~~~ sh\n",
        "`",
        "``",
        "$ ",
        "# ",
        "kubectl get pods",
        "rm -rf <path>",
        "for i in 1 2; do",
        "done",
        "cat <<EOF",
        "EOF",
        "'",
        "\"",
        "\\\n",
        " | ",
        " && ",
        "$(",
        ")",
        "{{ x }}",
        "{% include a.md %}",
        "{name=a}",
        "=== \"T\"\n",
        "!!! note\n",
        ":::{note}\n",
        ":::\n",
        "<!--",
        "-->",
        "<!-- step: id=a -->\n",
        "<details>",
        "</details>",
        "NAME READY\n",
        "x/y created\n",
        "Wait until ",
        "If ",
        "Run ",
        "such as ",
        "---\n",
        "runbook:",
        "title: a\n",
        "| a | b |\n|---|---|\n",
        "é",
        "😀",
        "\u0001",
        "\r\n",
        "psql\n",
        "SELECT 1;\n",
        "=> ",
        "<a b>",
        "$X",
        "${Y}",
        "A_B",
        "...",
        "*",
        "_",
        "[",
        "](",
        "\\",
        "&lt;"
    };

    private static String mixture(Random random) {
        StringBuilder text = new StringBuilder();
        int parts = random.nextInt(120);
        for (int i = 0; i < parts; i++) {
            text.append(PARTS[random.nextInt(PARTS.length)]);
        }
        return text.toString();
    }
}
