package dev.understudy.terminal;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Head and tail of what a command printed. */
class OutputCaptureTest {
    private final OutputCapture output = new OutputCapture();

    @Test
    void what_was_left_out_unread_is_counted_and_head_and_tail_are_those_that_were_read() {
        add("h".repeat(OutputCapture.CAP));
        add("m".repeat(1000));

        output.leaveOut(5_000_000_123L);
        add("n".repeat(777));
        add("t".repeat(OutputCapture.CAP));

        assertThat(new String(output.head(), US_ASCII)).isEqualTo("h".repeat(OutputCapture.CAP));
        assertThat(new String(output.tail(), US_ASCII)).isEqualTo("t".repeat(OutputCapture.CAP));
        assertThat(output.total()).isEqualTo(2L * OutputCapture.CAP + 1000 + 5_000_000_123L + 777);
        assertThat(output.omitted()).isEqualTo(1000 + 5_000_000_123L + 777);
    }

    private void add(String text) {
        output.add(text.getBytes(US_ASCII), 0, text.length());
    }
}
