package dev.understudy.runbook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ShippedRunbooksTest {
    static List<String> ids() {
        return ShippedRunbooks.ids();
    }

    @ParameterizedTest
    @MethodSource("ids")
    void a_shipped_runbook_reads_as_its_golden_json_says(String id) throws IOException {
        Runbook runbook = ShippedRunbooks.find(id).orElseThrow();

        String json = RunbookJson.write(runbook) + "\n";

        if (Boolean.getBoolean("golden.write")) {
            Files.writeString(Path.of("src/test/resources/dev/understudy/runbook/" + id + ".json"), json);
        }
        assertThat(json).isEqualTo(golden(id + ".json"));
    }

    @ParameterizedTest
    @MethodSource("ids")
    void a_shipped_runbook_has_its_id_and_neither_warnings_nor_unnamed_steps(String id) {
        Runbook runbook = ShippedRunbooks.find(id).orElseThrow();

        assertThat(runbook.id()).isEqualTo(id);
        assertThat(runbook.workflow()).endsWith("Workflow");
        assertThat(runbook.warnings()).isEmpty();
        assertThat(runbook.steps()).allMatch(step -> step.annotation().named());
    }

    @Test
    void a_runbook_that_is_not_shipped_is_not_found() {
        assertThat(ShippedRunbooks.find("make-coffee")).isEmpty();
        assertThat(ShippedRunbooks.text("make-coffee")).isEmpty();
    }

    private static String golden(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(ShippedRunbooksTest.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), UTF_8);
        }
    }
}
