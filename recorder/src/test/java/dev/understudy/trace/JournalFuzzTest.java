package dev.understudy.trace;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.trace.JournalEntry.Torn;
import dev.understudy.trace.JournalEntry.Traced;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The journal as nobody would write it: cut anywhere, damaged, forged, endless. */
class JournalFuzzTest {
    private static final String NONCE = "n0nce";
    private static final String START = NONCE + " 1700000000.5 ";

    /** Everything that a journal may hold, text with line breaks and a record that another one tore included. */
    private static final String JOURNAL = told("shell 1700000000.5 7 6 5.2.15(1)-release")
            + traced(1, 7, "for i in 1", "for i in 1\n")
            + traced(1, 7, "a=(1 x)", "a=(1 'x\ny'\n)\n")
            + traced(1, 7, "[[ a ]]", "[[ 'a ]]\nb' == b ]]\n")
            + traced(40, 7, "true", "true\n")
            + traced(1, 7, "printf", "printf '%s\nö' $'\\001\\u00e9' \\' ''\n")
            + told("started 1700000001.5 9 7,6 %2Ftmp kubectl get %20")
            + told("ended 1700000001.6 9 0")
            + told("exited 12 3")
            + told("gap 1700000002 xtrace-off")
            + told("note 1700000002 all\nwell")
            + traced(1, 8, "echo", "echo '" + "a".repeat(90)).substring(0, 100)
            + traced(1, 9, "true", "true\n")
            + traced(1, 8, "echo", "echo '" + "a".repeat(90) + "'\n").substring(100)
            + told("prompt 1700000003.5 3 9 0 80 24 '/tmp' 1 '1' '0'\u0004  508* for i in 1\ndo x; done\n");

    @Test
    void a_journal_cut_in_two_anywhere_tells_the_same() {
        byte[] bytes = JOURNAL.getBytes(UTF_8);
        List<JournalEntry> whole = parse(bytes, bytes.length);
        assertThat(whole).noneMatch(Torn.class::isInstance).hasSize(14);

        for (int cut = 1; cut < bytes.length; cut++) {
            assertThat(parse(bytes, cut)).as("cut at %d", cut).isEqualTo(whole);
        }
        assertThat(parse(bytes, 1)).isEqualTo(whole);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16})
    void a_damaged_journal_tells_the_same_however_it_is_cut_and_hides_nothing_behind_the_damage(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < 30; round++) {
            byte[] bytes = damaged(random);
            List<String> whole = words(parse(bytes, bytes.length));

            assertThat(whole.stream().filter(entry -> entry.contains("pid=99"))).hasSize(2);
            int cut = 1 + random.nextInt(bytes.length - 1);
            assertThat(words(parse(bytes, cut)))
                    .as("seed %d, round %d, cut at %d", seed, round, cut)
                    .isEqualTo(whole);
            assertThat(words(parse(bytes, 1 + random.nextInt(7)))).isEqualTo(whole);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x",
                "\u0001",
                "\u0003",
                "\u0001" + NONCE + " ",
                "\u0003" + NONCE + " note 1700000000.5 ",
                "\u0001" + START + "7 1 0 0 0 1 1 0 0 '0' <> '/' 'x' \u0002echo '",
                "\u0001" + START + "7 1 0 0 0 1 1 0 0 '0' <> '/' 'x' \u0002echo \u0001" + NONCE + " 1"
            })
    void a_record_without_an_end_takes_no_more_than_its_share_of_memory(String endless) {
        List<JournalEntry> entries = new ArrayList<>();
        JournalParser parser = new JournalParser(NONCE, entries::add);
        byte[] piece = endless.repeat(Math.max(1, (1 << 17) / endless.length())).getBytes(UTF_8);
        byte[] filler = "x".repeat(1 << 17).getBytes(UTF_8);

        for (int i = 0; i < 100; i++) {
            byte[] next = i % 2 == 0 ? piece : filler;
            parser.feed(next, 0, next.length);
            assertThat(parser.held()).isLessThan(16 << 20);
        }

        assertThat(entries.size()).isPositive();
        byte[] good = ("\n" + traced(1, 99, "true", "true\n")).getBytes(UTF_8);
        parser.feed(good, 0, good.length);
        parser.end();
        assertThat(entries.stream().filter(entry -> entry instanceof Traced traced && traced.pid() == 99))
                .hasSize(1);
    }

    /** The journal with bytes changed, taken out and put in, and behind it a record that is whole. */
    private static byte[] damaged(SplittableRandom random) {
        List<String> spice = List.of(
                "\u0001",
                "\u0002",
                "\u0003",
                "\u0004",
                "\u0005",
                "'",
                "\\",
                "$'",
                "\n",
                " ",
                "\u0001" + START,
                "\u0003" + NONCE + " prompt ",
                NONCE,
                "99999999999999999999",
                "-1",
                "9223372036854775807",
                ".",
                "%",
                "%zz",
                "<",
                "> ",
                "1e9",
                "(((",
                "[[ ",
                "a=(",
                "\ufffd");
        byte[] bytes = JOURNAL.getBytes(UTF_8);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int from = 0;
        int places = 1 + random.nextInt(12);
        for (int i = 0; i < places && from < bytes.length; i++) {
            int place = from + random.nextInt(bytes.length - from);
            out.write(bytes, from, place - from);
            from = place;
            switch (random.nextInt(4)) {
                case 0 -> out.writeBytes(spice.get(random.nextInt(spice.size())).getBytes(UTF_8));
                case 1 -> from += random.nextInt(20);
                case 2 -> out.write(random.nextInt(256));
                default -> {
                    int again = random.nextInt(place + 1);
                    out.write(bytes, again, Math.min(60, bytes.length - again));
                }
            }
        }
        if (from < bytes.length) {
            out.write(bytes, from, bytes.length - from);
        }
        out.writeBytes(("\n" + traced(1, 99, "true", "true\n") + traced(1, 99, "true", "true\n")).getBytes(UTF_8));
        return out.toByteArray();
    }

    private static List<JournalEntry> parse(byte[] bytes, int piece) {
        List<JournalEntry> entries = new ArrayList<>();
        JournalParser parser = new JournalParser(NONCE, entries::add);
        if (piece < 8) {
            for (int at = 0; at < bytes.length; at += piece) {
                parser.feed(bytes, at, Math.min(piece, bytes.length - at));
            }
        } else {
            byte[] head = Arrays.copyOf(bytes, piece);
            parser.feed(head, 0, head.length);
            parser.feed(bytes, piece, bytes.length - piece);
        }
        parser.end();
        return entries;
    }

    /** Without their times: where a record's clock is none, it is ours. */
    private static List<String> words(List<JournalEntry> entries) {
        return entries.stream()
                .map(entry -> entry.toString().replaceAll("at=[^,]*", "at"))
                .toList();
    }

    private static String told(String text) {
        return "\u0003" + NONCE + " " + text + "\u0005\n";
    }

    private static String traced(int level, long pid, String template, String text) {
        return "\u0001".repeat(level) + START + pid + " 1 0 0 0 1 1 0 0 '0' <> '/tmp' '" + template + "' \u0002" + text;
    }
}
