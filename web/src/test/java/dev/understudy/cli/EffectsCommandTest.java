package dev.understudy.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.understudy.recording.EventJson;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class EffectsCommandTest {
    private static final String SCALE = "{'exit': 0, 'requests': [{'number': 1, 'method': 'PATCH', 'status': 200,"
            + " 'path': '/apis/apps/v1/namespaces/shop/statefulsets/db/scale', 'before': {'spec': {'replicas': 3}},"
            + " 'after': {'spec': {'replicas': TO}}}]}";

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void the_same_effect_is_told_as_json_with_exit_code_0() throws IOException {
        int code = run(file("a", SCALE.replace("TO", "5")), file("b", SCALE.replace("TO", "5")), "--json");

        JsonNode answer = EventJson.mapper().readTree(out.toString());
        assertThat(code).isEqualTo(ExitCode.OK.number());
        assertThat(answer.path("same").booleanValue()).isTrue();
        assertThat(answer.path("verdict").asText()).isEqualTo("identical");
        assertThat(answer.path("why").asText()).isNotEmpty();
        assertThat(answer.path("differences").isArray()).isTrue();
    }

    @Test
    void another_effect_has_exit_code_1_and_says_where() throws IOException {
        int code = run(file("a", SCALE.replace("TO", "5")), file("b", SCALE.replace("TO", "4")));

        assertThat(code).isEqualTo(ExitCode.REFUSED.number());
        assertThat(out.toString()).contains("not the same (different)", "/spec/replicas", "A: 5", "B: 4");
    }

    @Test
    void a_file_that_is_not_there_is_named() throws IOException {
        int code = run(folder.resolve("none.json").toString(), file("b", SCALE));

        assertThat(code).isEqualTo(ExitCode.CONFIGURATION.number());
        assertThat(err.toString()).contains("none.json", "observe --json");
    }

    @Test
    void a_file_that_is_no_recording_is_named_with_the_field() throws IOException {
        int code = run(file("a", "{'requests': [{'number': 'x'}]}"), file("b", SCALE.replace("TO", "5")));

        assertThat(code).isEqualTo(ExitCode.CONFIGURATION.number());
        assertThat(err.toString()).contains("a.json", "requests[0].number").doesNotContain("Exception");
    }

    @Test
    void a_recording_that_was_cut_short_is_refused() throws IOException {
        int code = run(file("a", "{'effects': [], 'requests': [{'number':"), file("b", SCALE.replace("TO", "5")));

        assertThat(code).isEqualTo(ExitCode.CONFIGURATION.number());
        assertThat(err.toString()).contains("a.json", "cut short");
    }

    @Test
    void to_say_nothing_is_wrong_usage() {
        CommandLine commandLine = Main.commandLine().setErr(new PrintWriter(err, true));

        assertThat(commandLine.execute("effects")).isEqualTo(ExitCode.USAGE.number());
        assertThat(err.toString()).contains("compare");
    }

    private String file(String name, String json) throws IOException {
        return Files.writeString(folder.resolve(name + ".json"), json.replace('\'', '"'))
                .toString();
    }

    private int run(String a, String b, String... more) {
        CommandLine commandLine =
                Main.commandLine().setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        String[] args = new String[4 + more.length];
        args[0] = "effects";
        args[1] = "compare";
        args[2] = a;
        args[3] = b;
        System.arraycopy(more, 0, args, 4, more.length);
        return commandLine.execute(args);
    }
}
