package dev.understudy.runbook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the guide for authors shows is what the reader does. */
class AuthorsGuideTest {
    private final String guide = read(Path.of("../docs/runbooks.md"));

    @Test
    void the_front_matter_of_the_guide_is_read_as_it_says() {
        Runbook runbook = new RunbookReader().read("a.md", block("```yaml\n(---\n.*?\n---\n)```"));

        assertThat(runbook.id()).isEqualTo("node-replace");
        assertThat(runbook.workflow()).isEqualTo("NodeReplaceWorkflow");
        assertThat(runbook.params()).containsExactly("cluster", "node");
        assertThat(runbook.secrets()).containsExactly("su_password");
        assertThat(runbook.warnings()).isEmpty();
    }

    @Test
    void the_attributes_of_the_guide_are_read_as_it_says() {
        Runbook runbook = new RunbookReader().read("a.md", block("````markdown\n(.*?)````"));

        assertThat(runbook.step("drain").orElseThrow().annotation())
                .isEqualTo(new Annotation(true, DeclaredEffect.DESTRUCTIVE, Duration.ofMinutes(30), null, null));
        assertThat(runbook.steps())
                .hasSize(2)
                .allMatch(step -> step.annotation().named());
    }

    @Test
    void the_comment_of_the_guide_is_read_as_it_says() {
        Runbook runbook = new RunbookReader().read("a.md", block("```markdown\n(<!-- step.*?)```"));

        assertThat(runbook.step("stop-here").orElseThrow().kind()).isEqualTo(StepKind.DECISION);
    }

    @Test
    void the_conventions_of_the_guide_are_read_as_it_says(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("runbooks.yaml"), block("```yaml\n(commands:.*?)```"));

        Conventions conventions = ConventionsFile.read(file);

        assertThat(conventions.commands()).containsExactlyInAnyOrder("tsh", "gds");
        assertThat(conventions.prompts()).containsExactly("~ ", "(prod) ");
    }

    private String block(String pattern) {
        Matcher matcher = Pattern.compile(pattern, Pattern.DOTALL).matcher(guide);
        assertThat(matcher.find()).as("the guide holds " + pattern).isTrue();
        return matcher.group(1);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new IllegalStateException("the guide is missing: " + file, e);
        }
    }
}
