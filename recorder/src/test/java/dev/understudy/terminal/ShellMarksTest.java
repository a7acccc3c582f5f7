package dev.understudy.terminal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShellMarksTest {
    private static final String BASH =
            "\u001b]133;D;0\u0007\u001b]133;A\u0007db-7$ \u001b]133;B\u0007uptimx\b\u001b[Ke\r\n"
                    + "\u001b]133;C\u0007up 3 days\r\n\u001b]133;D;2\u0007\u001b]133;A\u0007db-7$ \u001b]133;B\u0007";
    private static final String VS_CODE = "\u001b]633;A\u0007$ \u001b]633;B\u0007anything\r\n"
            + "\u001b]633;E;echo a\\x3b echo \\\\b;nonce\u0007\u001b]633;C\u0007a\r\n\u001b]633;D\u0007";
    private static final String FISH =
            "\u001b]133;A\u001b\\> ls\r\n\u001b]133;C;cmdline_url=ls%20%C3%A9\u001b\\x\r\n\u001b]133;D;0\u001b\\";

    @Test
    void lines_exit_codes_and_outputs_are_told_by_each_shells_own_marks() {
        assertThat(read(BASH, 1 << 20)).containsExactly("uptime 2 up 3 days\n");
        assertThat(read(VS_CODE, 1 << 20)).containsExactly("echo a; echo \\b null a\n");
        assertThat(read(FISH, 1 << 20)).containsExactly("ls é 0 x\n");
    }

    @Test
    void a_line_that_never_ended_has_no_exit_code() {
        assertThat(read("\u001b]133;B\u0007sleep 9\r\n\u001b]133;C\u0007", 1 << 20))
                .containsExactly("sleep 9 null ");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 7, 11, 13})
    void the_pieces_in_which_they_come_do_not_matter(int piece) {
        String all = BASH + VS_CODE + FISH;

        assertThat(read(all, piece)).isEqualTo(read(all, 1 << 20)).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void hostile_marks_break_nothing_and_tell_the_same_however_they_are_cut(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<String> spice = List.of(
                "\u001b]133;",
                "\u001b]633;",
                "A",
                "B",
                "C",
                "D",
                "E",
                ";",
                "\u0007",
                "\u001b\\",
                "\u001b",
                "cmdline_url=%",
                "%zz",
                "\\x",
                "\\xg1",
                "-1",
                "99999999999",
                "x\r\n",
                "é",
                "\u009d",
                "\u001b]133;C\u0007",
                "\u001b]133;D;1\u0007");
        StringBuilder hostile = new StringBuilder();
        for (int i = 0; i < 3000; i++) {
            hostile.append(spice.get(random.nextInt(spice.size())));
        }

        List<String> whole = read(hostile.toString(), 1 << 20);

        assertThat(whole).isNotEmpty();
        for (int piece : new int[] {1, 2, 3, 17, 1000 + random.nextInt(1000)}) {
            assertThat(read(hostile.toString(), piece)).isEqualTo(whole);
        }
    }

    private static List<String> read(String stream, int piece) {
        List<String> told = new ArrayList<>();
        ShellMarks marks = new ShellMarks((started, typed, exit, output, ended) ->
                told.add(typed + " " + exit + " " + PlainText.of(output.head())));
        TerminalStream terminal = new TerminalStream("key", new TerminalStream.Listener() {
            @Override
            public void text(byte[] bytes, int offset, int length) {
                marks.text(bytes, offset, length);
            }

            @Override
            public void foreignMark(char kind, String argument) {
                marks.mark(kind, argument, Instant.EPOCH);
            }

            @Override
            public void outputBegins(int line) {}

            @Override
            public void promptBegins(int line, int exit) {}

            @Override
            public void inputBegins() {}

            @Override
            public void fullScreen(boolean on) {}
        });
        byte[] bytes = stream.getBytes(UTF_8);
        for (int at = 0; at < bytes.length; at += piece) {
            terminal.feed(bytes, at, Math.min(piece, bytes.length - at));
        }
        terminal.end();
        marks.end();
        return told;
    }
}
