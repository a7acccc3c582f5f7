package dev.understudy.terminal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TerminalStreamTest {
    private static final String STREAM =
            "\u001b]133;D;0;aid=key;n=0\u0007\u001b]133;A;aid=key\u0007$ \u001b]133;B;aid=key\u0007ls\r\n"
                    + "\u001b]133;C;aid=key;n=1\u0007\u001b[31mred\u001b[0m \u001b]133;D;0;aid=forged\u0007\u001b]0;title\u0007x\u001b\u001b[mö"
                    + "\u001b[?1049hvim\u001b[?1049l\u001b]133;D;3;aid=key;n=1\u001b\\$ \u001b";

    @Test
    void our_marks_are_told_and_all_else_is_text() {
        assertThat(read(STREAM.getBytes(UTF_8), 1 << 20))
                .isEqualTo("<prompt 0 0>$ <input>ls\r\n<output 1>\u001b[31mred\u001b[0m "
                        + "\u001b]133;D;0;aid=forged\u0007\u001b]0;title\u0007x\u001b\u001b[mö"
                        + "<screen true>\u001b[?1049hvim\u001b[?1049l<screen false><prompt 1 3>$ \u001b");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 7, 11, 64})
    void the_pieces_in_which_a_stream_comes_do_not_matter(int size) {
        byte[] bytes = STREAM.getBytes(UTF_8);

        assertThat(read(bytes, size)).isEqualTo(read(bytes, 1 << 20));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void no_byte_of_hostile_output_is_lost(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        byte[] hostile = new byte[20_000];
        byte[] spice = "\u001b]133;C;?10[;\\\u0007".getBytes(UTF_8);
        for (int i = 0; i < hostile.length; i++) {
            hostile[i] = random.nextInt(3) == 0 ? (byte) random.nextInt(256) : spice[random.nextInt(spice.length)];
        }
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        TerminalStream stream = new TerminalStream("key", new Transcript(text));

        for (int at = 0; at < hostile.length; at += 17) {
            stream.feed(hostile, at, Math.min(17, hostile.length - at));
        }
        stream.end();

        assertThat(text.toByteArray()).isEqualTo(hostile);
    }

    private static String read(byte[] bytes, int size) {
        ByteArrayOutputStream told = new ByteArrayOutputStream();
        TerminalStream stream = new TerminalStream("key", new Telling(told));
        for (int at = 0; at < bytes.length; at += size) {
            stream.feed(bytes, at, Math.min(size, bytes.length - at));
        }
        stream.end();
        return told.toString(UTF_8);
    }

    /** Keeps the text alone. */
    private static class Transcript implements TerminalStream.Listener {
        final ByteArrayOutputStream out;

        Transcript(ByteArrayOutputStream out) {
            this.out = out;
        }

        @Override
        public void text(byte[] bytes, int offset, int length) {
            out.write(bytes, offset, length);
        }

        @Override
        public void outputBegins(int line) {}

        @Override
        public void promptBegins(int line, int exit) {}

        @Override
        public void inputBegins() {}

        @Override
        public void fullScreen(boolean on) {}
    }

    /** Keeps text and marks. */
    private static final class Telling extends Transcript {
        Telling(ByteArrayOutputStream out) {
            super(out);
        }

        @Override
        public void outputBegins(int line) {
            out.writeBytes(("<output " + line + ">").getBytes(UTF_8));
        }

        @Override
        public void promptBegins(int line, int exit) {
            out.writeBytes(("<prompt " + line + " " + exit + ">").getBytes(UTF_8));
        }

        @Override
        public void inputBegins() {
            out.writeBytes("<input>".getBytes(UTF_8));
        }

        @Override
        public void fullScreen(boolean on) {
            out.writeBytes(("<screen " + on + ">").getBytes(UTF_8));
        }
    }
}
