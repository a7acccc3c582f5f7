package dev.understudy.redaction;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.recording.TextRedaction;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

/** Parts that do not know the recorder find its redaction. */
class InstalledRedactionTest {
    @Test
    void invariant_4_the_redaction_is_found_and_takes_a_secret_out_of_a_payload() {
        TextRedaction redaction =
                ServiceLoader.load(TextRedaction.class).findFirst().orElseThrow();

        String redacted = redaction.redact("{\"user\":\"ada\",\"password\":\"correct-horse-battery\"}");

        assertThat(redacted).contains("ada").doesNotContain("correct-horse-battery");
    }
}
