package dev.understudy.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.settings.SettingsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TargetsFileTest {
    @TempDir
    Path folder;

    @Test
    void targets_keep_their_order_and_kubeconfigs_are_found_from_the_files_folder() throws IOException {
        Targets targets = read("""
                targets:
                  payments-us:
                    params: {cluster: us-1, replicas: 5, flag: true}
                  local:
                clusters:
                  us-1: us-1.kubeconfig
                  eu-1: /etc/understudy/eu-1.kubeconfig
                """);

        assertThat(targets.byName().keySet()).containsExactly("payments-us", "local");
        assertThat(targets.find("payments-us").orElseThrow().params())
                .isEqualTo(Map.of("cluster", "us-1", "replicas", "5", "flag", "true"));
        assertThat(targets.find("local").orElseThrow().params()).isEmpty();
        assertThat(targets.kubeconfigs())
                .containsEntry("us-1", folder.resolve("us-1.kubeconfig").toString())
                .containsEntry("eu-1", "/etc/understudy/eu-1.kubeconfig");
    }

    @Test
    void a_typing_error_is_named_with_file_line_and_field() {
        assertThatThrownBy(() -> read("targets:\n  eu:\n    parms: {}\n"))
                .isInstanceOf(SettingsException.class)
                .hasMessage(
                        folder.resolve("targets.yaml") + ":3: targets.eu.parms: is no field here; known are params");
        assertThatThrownBy(() -> read("targets:\n  eu: {params: {a: [1]}}\n"))
                .hasMessageContaining(":2: targets.eu.params.a: must be a value");
    }

    private Targets read(String yaml) throws IOException {
        return TargetsFile.read(Files.writeString(folder.resolve("targets.yaml"), yaml));
    }
}
