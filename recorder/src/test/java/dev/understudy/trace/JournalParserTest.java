package dev.understudy.trace;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.trace.JournalEntry.Form;
import dev.understudy.trace.JournalEntry.Prompted;
import dev.understudy.trace.JournalEntry.Torn;
import dev.understudy.trace.JournalEntry.Traced;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JournalParserTest {
    private static final String NONCE = "n0nce";

    @Test
    void a_record_tells_process_state_and_words() {
        List<JournalEntry> entries = parse(traced(1, 42, "'1' '0'", "<f main>", "echo $x", "echo 'a b' $'\\001' ''"));

        assertThat(entries).singleElement().isInstanceOfSatisfying(Traced.class, record -> {
            assertThat(record.pid()).isEqualTo(42);
            assertThat(record.state().pipeline()).containsExactly(1, 0);
            assertThat(record.functions()).containsExactly("f");
            assertThat(record.template()).isEqualTo("echo $x");
            assertThat(record.words()).containsExactly("echo", "a b", "\u0001", "");
            assertThat(record.form()).isEqualTo(Form.CALL);
        });
    }

    @Test
    void a_line_break_within_quotes_is_part_of_the_word() {
        List<JournalEntry> entries =
                parse(traced(1, 1, "'0'", "<>", "x", "echo 'a\nb'") + traced(1, 1, "'0'", "<>", "y", "true"));

        assertThat(entries).hasSize(2);
        assertThat(((Traced) entries.get(0)).words()).containsExactly("echo", "a\nb");
    }

    @Test
    void a_record_without_the_nonce_is_none() {
        List<JournalEntry> entries = parse("\u0001forged 1.0 1 1 0 0 0 1 1 0 0 '0' <> / x \u0002rm -rf /\n"
                + traced(1, 7, "'0'", "<>", "true", "true"));

        assertThat(entries).hasSize(2);
        assertThat(entries.get(0)).isInstanceOf(Torn.class);
        assertThat(((Traced) entries.get(1)).pid()).isEqualTo(7);
    }

    @Test
    void a_ps4_that_was_printed_is_no_record() {
        String text = "echo '\u0001" + NONCE + " ${EPOCHREALTIME}'";

        List<JournalEntry> entries = parse(traced(1, 7, "'0'", "<>", "echo", text));

        assertThat(entries).singleElement().isInstanceOf(Traced.class);
    }

    @Test
    void a_record_that_another_one_tore_is_put_together() {
        String torn = traced(1, 1, "'0'", "<>", "x", "echo '" + "a".repeat(5000) + "'");
        String other = traced(1, 2, "'0'", "<>", "y", "true");

        List<JournalEntry> entries = parse(torn.substring(0, 4096) + other + torn.substring(4096) + other);

        assertThat(entries).hasSize(3).allMatch(Traced.class::isInstance);
        assertThat(entries)
                .anySatisfy(entry -> assertThat(((Traced) entry).words()).contains("a".repeat(5000)));
    }

    @Test
    void a_journal_that_ends_within_a_record_says_so() {
        List<JournalEntry> entries = new ArrayList<>();
        JournalParser parser = new JournalParser(NONCE, entries::add);
        byte[] bytes = traced(1, 1, "'0'", "<>", "x", "echo 'never closed").getBytes(UTF_8);
        parser.feed(bytes, 0, bytes.length);

        parser.end();

        assertThat(entries).singleElement().isInstanceOf(Torn.class);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void the_pieces_in_which_a_journal_comes_do_not_matter(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        StringBuilder journal = new StringBuilder();
        for (int i = 0; i < 40; i++) {
            journal.append(
                    switch (random.nextInt(4)) {
                        case 0 ->
                            "\u0003" + NONCE
                                    + " prompt 1700000001.5 3 9 0 80 24 '/tmp' 1 '1' '0'\u0004  8  echo hi\n\u0005\n";
                        case 1 -> "\u0003" + NONCE + " note 1700000001.5 all well\u0005\n";
                        case 2 -> traced(2, i, "'0'", "<>", "[[ -f x ]]", "[[ -f x ]]");
                        default -> traced(1, i, "'3'", "<g f>", "e", "printf '%s\n' \\' $'\\E' ünï");
                    });
        }
        byte[] bytes = journal.toString().getBytes(UTF_8);

        List<JournalEntry> pieces = new ArrayList<>();
        JournalParser parser = new JournalParser(NONCE, pieces::add);
        for (int at = 0; at < bytes.length; ) {
            int length = Math.min(bytes.length - at, 1 + random.nextInt(random.nextBoolean() ? 2 : 200));
            parser.feed(bytes, at, length);
            at += length;
        }
        parser.end();

        assertThat(pieces).isEqualTo(parse(journal.toString())).hasSize(40);
        assertThat(pieces).noneMatch(Torn.class::isInstance);
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13, 14})
    void garbage_never_breaks_the_parser_nor_hides_what_follows(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        byte[] garbage = new byte[2000];
        random.nextBytes(garbage);
        List<JournalEntry> entries = new ArrayList<>();
        JournalParser parser = new JournalParser(NONCE, entries::add);
        byte[] good = traced(1, 99, "'0'", "<>", "true", "true").getBytes(UTF_8);

        parser.feed(garbage, 0, garbage.length);
        parser.feed(good, 0, good.length);
        parser.end();

        assertThat(entries.get(entries.size() - 1)).isInstanceOf(Traced.class);
    }

    @Test
    void a_prompt_tells_the_newest_line_of_the_history() {
        List<JournalEntry> entries = parse("\u0003" + NONCE
                + " prompt 1700000001.5 3 9 0 80 24 '/a b' 1 '1' '0'\u0004  508* for i in 1\ndo x; done\n\u0005\n");

        assertThat(entries).singleElement().isInstanceOfSatisfying(Prompted.class, prompt -> {
            assertThat(prompt.lastHistoryLine()).isEqualTo("for i in 1\ndo x; done");
            assertThat(prompt.cwd()).isEqualTo("/a b");
            assertThat(prompt.state().pipeline()).containsExactly(1, 0);
        });
    }

    private static List<JournalEntry> parse(String journal) {
        List<JournalEntry> entries = new ArrayList<>();
        JournalParser parser = new JournalParser(NONCE, entries::add);
        byte[] bytes = journal.getBytes(UTF_8);
        parser.feed(bytes, 0, bytes.length);
        parser.end();
        return entries;
    }

    private static String traced(int level, long pid, String pipeline, String functions, String template, String text) {
        return "\u0001".repeat(level) + NONCE + " 1700000000.5 " + pid + " 1 0 0 0 1 1 0 0 " + pipeline + " "
                + functions + " '/tmp' '" + template + "' \u0002" + text + "\n";
    }
}
