package dev.understudy.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.understudy.lab.RealPart;
import dev.understudy.recording.EventJson;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The README's first command, as a stranger runs it. */
final class DemoIT {
    @TempDir
    Path folder;

    @Test
    void one_command_shows_three_verdicts_a_promotion_and_a_live_run() throws Exception {
        Path out = folder.resolve("summary.json");
        Path err = folder.resolve("progress");

        Process demo = new ProcessBuilder(
                        RealPart.project().resolve("understudy").toString(), "demo", "--once", "--json")
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();

        assertThat(demo.waitFor()).as(Files.readString(err)).isZero();
        JsonNode summary = EventJson.mapper().readTree(out.toFile());
        assertThat(summary.findValuesAsText("verdict")).containsExactly("CLEAN", "DIVERGED", "DIVERGED");
        assertThat(summary.path("sessions").path(1).path("divergences").path(0).asText())
                .startsWith("MISSED");
        assertThat(summary.path("sessions").path(2).path("divergences").path(0).asText())
                .startsWith("UNEXPECTED");
        assertThat(summary.path("refusedBefore").asText()).contains("not promoted");
        assertThat(summary.path("live").path("archived").asInt()).isEqualTo(SandboxHost.FINISHED);
        assertThat(summary.path("asItShouldBe").asBoolean()).isTrue();
    }
}
