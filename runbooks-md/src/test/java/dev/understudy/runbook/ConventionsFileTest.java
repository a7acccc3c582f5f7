package dev.understudy.runbook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConventionsFileTest {
    @TempDir
    Path repository;

    private Path conventions(String yaml) throws IOException {
        Path folder = Files.createDirectories(repository.resolve(".understudy"));
        return Files.writeString(folder.resolve("runbooks.yaml"), yaml);
    }

    @Test
    void a_runbook_is_read_with_the_conventions_of_the_nearest_folder_above_it() throws IOException {
        conventions("commands: [frobber]\nprompts:\n  - \"~ \"\n");
        Path folder = Files.createDirectories(repository.resolve("docs/db"));
        Path runbook = Files.writeString(folder.resolve("a.md"), "```\nfrobber stop\n```\n\n```\n~ df -h\n```\n");

        assertThat(ConventionsFile.nearest(runbook)).isEqualTo(new Conventions(Set.of("frobber"), List.of("~ ")));
        assertThat(RunbookReader.readFile(runbook).commands())
                .extracting(RunbookCommand::text)
                .containsExactly("frobber stop", "df -h");
    }

    @Test
    void an_empty_file_says_nothing() throws IOException {
        assertThat(ConventionsFile.read(conventions("# later\n"))).isEqualTo(Conventions.NONE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "promts: [a] | 2: the field promts is not known. Known are commands and prompts.",
                "commands: tsh | 2: the field commands has to be a list. Write 'commands: [one, two]'.",
                "commands: [a b] | 2: the field commands holds 'a b', which is not the name of one program. Write the bare name.",
                "prompts: [[a]] | 2: the field prompts holds [\"a\"], and may hold only texts. Put it in quotes.",
                "commands: [a | 2: this is not valid YAML",
            })
    void a_mistake_is_told_with_file_line_and_field(String line, String message) throws IOException {
        Path file = conventions("# ours\n" + line + "\n");

        assertThatThrownBy(() -> ConventionsFile.read(file))
                .isInstanceOf(RunbookException.class)
                .hasMessageStartingWith(file + ":" + message);
    }
}
