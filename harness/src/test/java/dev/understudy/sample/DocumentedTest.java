package dev.understudy.sample;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.lab.RealPart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page for workflow authors shows code that the tests run, and no other. */
class DocumentedTest {
    @Test
    void every_line_of_code_in_the_page_for_authors_is_a_line_of_the_sample() throws IOException {
        Path project = RealPart.project();
        List<String> sample = new ArrayList<>();
        try (Stream<Path> files = Files.list(project.resolve("harness/src/test/java/dev/understudy/sample"))) {
            for (Path file : files.toList()) {
                Files.readAllLines(file).forEach(line -> sample.add(line.strip()));
            }
        }

        List<String> shown = code(Files.readAllLines(project.resolve("docs/workflow-author.md")));

        assertThat(shown).hasSizeGreaterThan(40);
        assertThat(sample).containsAll(shown);
    }

    private static List<String> code(List<String> page) {
        List<String> code = new ArrayList<>();
        boolean inside = false;
        for (String line : page) {
            if (line.startsWith("```")) {
                inside = !inside && line.startsWith("```java");
            } else if (inside && !line.isBlank()) {
                code.add(line.strip());
            }
        }
        return code;
    }
}
