package dev.understudy.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Temporal's own environment configuration, and what an option puts in its place. */
class TemporalProfileTest {
    @TempDir
    Path dir;

    @Test
    void the_environment_names_address_namespace_and_key() {
        Map<String, String> environment = Map.of(
                "TEMPORAL_ADDRESS", "temporal.example:7233",
                "TEMPORAL_NAMESPACE", "payments",
                "TEMPORAL_API_KEY", "not-a-real-key");

        TemporalProfile profile = TemporalProfile.load(environment, null, null);

        assertThat(TemporalProfile.isNamedIn(environment)).isTrue();
        assertThat(profile.address()).isEqualTo("temporal.example:7233");
        assertThat(profile.client().getNamespace()).isEqualTo("payments");
        assertThat(profile.stubs().getTarget()).isEqualTo("temporal.example:7233");
        assertThat(profile.stubs().getEnableHttps() || profile.stubs().getSslContext() != null)
                .as("an API key travels over TLS only")
                .isTrue();
        assertThat(profile.toString()).doesNotContain("not-a-real-key");
    }

    @Test
    void a_profile_of_the_file_counts_and_an_option_wins() throws IOException {
        Path file = Files.writeString(dir.resolve("temporal.toml"), """
                [profile.default]
                address = "one.example:7233"

                [profile.prod]
                address = "two.example:7233"
                namespace = "prod"
                """);
        Map<String, String> environment = Map.of("TEMPORAL_CONFIG_FILE", file.toString(), "TEMPORAL_PROFILE", "prod");

        assertThat(TemporalProfile.load(environment, null, null).address()).isEqualTo("two.example:7233");
        assertThat(TemporalProfile.load(environment, null, null).namespace()).isEqualTo("prod");
        assertThat(TemporalProfile.load(environment, "three.example:1", "other").address())
                .isEqualTo("three.example:1");
        assertThat(TemporalProfile.load(environment, "three.example:1", "other").namespace())
                .isEqualTo("other");
    }

    @Test
    void a_configuration_that_cannot_be_read_is_named() throws IOException {
        Path file = Files.writeString(dir.resolve("temporal.toml"), "[profile.default\naddress=");

        assertThatThrownBy(() -> TemporalProfile.load(Map.of("TEMPORAL_CONFIG_FILE", file.toString()), null, null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("TEMPORAL_CONFIG_FILE");
    }

    @Test
    void nothing_named_is_the_usual_address_and_the_default_namespace() {
        TemporalProfile profile = TemporalProfile.load(Map.of(), null, null);

        assertThat(TemporalProfile.isNamedIn(Map.of("PATH", "/bin"))).isFalse();
        assertThat(profile.address()).isEqualTo("127.0.0.1:7233");
        assertThat(profile.namespace()).isEqualTo("default");
    }
}
