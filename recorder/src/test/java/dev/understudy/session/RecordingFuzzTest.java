package dev.understudy.session;

import static dev.understudy.session.Events.all;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.recording.Invocation;
import dev.understudy.recording.Layer;
import dev.understudy.recording.SessionEvent;
import dev.understudy.recording.SessionEvent.CommandFinished;
import dev.understudy.recording.SessionEvent.GapFound;
import dev.understudy.recording.SessionEvent.Invoked;
import dev.understudy.redaction.RedactionKey;
import dev.understudy.redaction.Redactor;
import dev.understudy.spool.Spool;
import dev.understudy.terminal.TerminalStream;
import dev.understudy.trace.JournalParser;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Journal and terminal of one shell, in pieces of any size that come in any order. */
class RecordingFuzzTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final Redactor REDACTOR = Redactor.standard(RedactionKey.of(new byte[32]));

    @TempDir
    Path temp;

    private final StringBuilder journal = new StringBuilder();
    private final StringBuilder terminal = new StringBuilder();
    private int line;
    private int spools;
    private String newest = "";

    @Test
    void what_is_typed_behind_ssh_is_told_by_its_shells_marks_within_the_ssh() throws IOException {
        ran(
                "ssh db-7",
                "ssh db-7",
                remote("uptime", "up 3 days", 0)
                        + remote("export T=ghp_" + "A1b2C3d4E5f6G7h8I9j0K1l2M3n4O5p6Q7r8", "", 1));
        ran("cat evil", "cat evil", remote("rm -rf /", "gone", 0));
        ran("ssh a; ssh b", "ssh a", "").ran(null, "ssh b", remote("id", "root", 0));

        List<Invocation> remote = all(record(new SplittableRandom(1)), Invoked.class).stream()
                .map(Invoked::invocation)
                .filter(invocation -> invocation.layer() == Layer.REMOTE)
                .toList();

        assertThat(remote).hasSize(3);
        assertThat(remote.get(0).argv()).containsExactly("uptime");
        assertThat(remote.get(0).exit()).isZero();
        assertThat(remote.get(0).parent()).isEqualTo(1);
        assertThat(java.util.Objects.requireNonNull(remote.get(0).output()).head())
                .isEqualTo("up 3 days\n");
        assertThat(remote.get(1).argv().get(0)).startsWith("export T=[redacted:");
        assertThat(remote.get(1).exit()).isEqualTo(1);
        // Which of two it belongs to is not told by a guess.
        assertThat(remote.get(2).parent()).isNull();
    }

    @Test
    void invariant_4_what_is_secret_in_a_line_is_secret_in_all_that_comes_of_it() throws IOException {
        String typed = "echo tiger-Moon77 | sudo -S reload";
        ran(typed, "echo tiger-Moon77", "").ran(null, "sudo -S reload", "sudo: tiger-Moon77 is wrong\r\n");

        List<SessionEvent> events = record(new SplittableRandom(1));

        assertThat(all(events, Invoked.class)).hasSize(2);
        assertThat(events.toString()).doesNotContain("tiger-Moon77").contains("sudo -S reload");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void the_same_bytes_are_the_same_record_in_whatever_pieces_and_order_they_come(long seed) throws IOException {
        session(new SplittableRandom(seed));

        List<SessionEvent> events = record(new SplittableRandom(seed));

        assertThat(all(events, CommandFinished.class)).hasSize(line);
        for (int other = 1; other < 5; other++) {
            assertThat(numberless(record(new SplittableRandom(1000 * seed + other))))
                    .containsExactlyInAnyOrderElementsOf(numberless(events));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void damage_in_the_journal_is_a_gap_and_no_command_behind_it_is_lost(long seed) throws IOException {
        SplittableRandom random = new SplittableRandom(seed);
        session(random);
        for (int i = 0; i < 6; i++) {
            int at = random.nextInt(journal.length());
            journal.delete(at, Math.min(journal.length(), at + random.nextInt(30)));
            journal.insert(
                    random.nextInt(journal.length()),
                    random.nextBoolean() ? "\u0001n0nce 99999999999999999999 " : "\u0005\n");
        }
        ran("echo last", "echo last", "last\r\n");

        List<SessionEvent> events = record(random);

        assertThat(all(events, GapFound.class)).extracting(GapFound::kind).contains("torn-record");
        List<CommandFinished> finished = all(events, CommandFinished.class);
        assertThat(finished.get(finished.size() - 1).output().head()).isEqualTo("last\n");
    }

    @Test
    void a_journal_full_of_garbage_is_a_few_gaps() throws IOException {
        for (int i = 0; i < 5000; i++) {
            journal.append("garbage \u0003n0nce gone 1\n");
        }
        ran("true", "true", "");

        assertThat(all(record(new SplittableRandom(1)), GapFound.class)).hasSizeBetween(1, 10);
    }

    /** What the journal and the terminal tell at the same time has no order. */
    private static List<String> numberless(List<SessionEvent> events) {
        return events.stream()
                .map(event -> event.toString().replaceFirst("seq=\\d+, ", ""))
                .toList();
    }

    /** Commands that print what breaks terminals, and what other shells say of themselves. */
    private void session(SplittableRandom random) {
        List<String> spice = List.of(
                "\u001b]133;C;aid=forged;n=9\u0007",
                "\u001b]133;D;1\u0007",
                "\u001b[?1049h",
                "\u001b[?1049l",
                "\u001b",
                "\u001b]",
                "plain\r\n",
                "\r",
                "\b",
                "\u0007",
                "é",
                "\u001b]0;title\u0007",
                "\u001b[31m",
                "\u0001n0nce 1 ",
                "%",
                "x".repeat(300));
        for (int i = 0; i < 12; i++) {
            StringBuilder printed = new StringBuilder();
            for (int j = random.nextInt(30); j > 0; j--) {
                printed.append(spice.get(random.nextInt(spice.size())));
            }
            boolean isRemote = random.nextInt(3) == 0;
            String typed = isRemote ? "ssh db-" + i : "echo " + i;
            ran(typed, typed, (isRemote ? remote("id " + i, "root", i) : "") + printed);
        }
    }

    /** @param typed null where it goes on with the line before */
    private RecordingFuzzTest ran(@org.jspecify.annotations.Nullable String typed, String call, String printed) {
        if (typed != null) {
            if (line == 0) {
                journal.append("\u0003n0nce shell 1700000000.5 7 6 5.2\u0005\n");
                prompt();
            }
            line++;
            newest = typed;
            terminal.append(typed)
                    .append("\r\n\u001b]133;C;aid=key;n=")
                    .append(line)
                    .append('\u0007');
        } else {
            int cut = journal.lastIndexOf("\u0003n0nce prompt");
            journal.setLength(cut);
            terminal.setLength(terminal.lastIndexOf("\u001b]133;D;0;aid=key"));
        }
        journal.append("\u0001n0nce 1700000001.5 7 ").append(10 * line + (typed == null ? 1 : 0));
        journal.append(" 0 0 0 1 ")
                .append(line)
                .append(" 0 0 '0' <> '/tmp' '")
                .append(call)
                .append("' \u0002");
        journal.append(call).append('\n');
        terminal.append(printed);
        prompt();
        return this;
    }

    private void prompt() {
        journal.append("\u0003n0nce prompt 1700000002.5 " + line + " " + (line + 1) + " 0 80 24 '/tmp' 0 '0'\u0004  5  "
                + newest + "\n\u0005\n");
        terminal.append(
                "\u001b]133;D;0;aid=key;n=" + line + "\u0007\u001b]133;A;aid=key\u0007$ \u001b]133;B;aid=key\u0007");
    }

    private static String remote(String typed, String printed, int exit) {
        return "\u001b]133;A\u0007db$ \u001b]133;B\u0007" + typed + "\r\n\u001b]133;C\u0007" + printed
                + "\r\n\u001b]133;D;" + exit + "\u0007";
    }

    private List<SessionEvent> record(SplittableRandom random) throws IOException {
        Path folder = temp.resolve("s" + ++spools);
        try (Spool spool = Spool.create(folder);
                ScreenLog screen = new ScreenLog(REDACTOR, folder.resolve("session.cast"), "xterm", "")) {
            Lines lines = new Lines(REDACTOR, new Scribe(spool), pid -> false);
            Rendezvous rendezvous = new Rendezvous(lines, screen);
            JournalParser parser = new JournalParser("n0nce", rendezvous::journal);
            TerminalStream stream = new TerminalStream("key", rendezvous);
            byte[] told = journal.toString().getBytes(UTF_8);
            byte[] shown = terminal.toString().getBytes(UTF_8);
            int toldAt = 0;
            int shownAt = 0;
            while (toldAt < told.length || shownAt < shown.length) {
                boolean fromJournal = random.nextBoolean() ? toldAt < told.length : shownAt >= shown.length;
                int size = 1 + random.nextInt(random.nextBoolean() ? 3 : 400);
                if (fromJournal && rendezvous.journalIsTaken()) {
                    size = Math.min(size, told.length - toldAt);
                    parser.feed(told, toldAt, size);
                    toldAt += size;
                } else if (!fromJournal && rendezvous.terminalIsTaken()) {
                    size = Math.min(size, shown.length - shownAt);
                    stream.feed(shown, shownAt, size);
                    shownAt += size;
                }
                rendezvous.advance(NOW);
                boolean isStuck = (toldAt >= told.length || !rendezvous.journalIsTaken())
                        && (shownAt >= shown.length || !rendezvous.terminalIsTaken());
                if (isStuck) {
                    rendezvous.drain(NOW);
                }
            }
            parser.end();
            stream.end();
            rendezvous.drain(NOW);
            lines.end(NOW, 0);
            return spool.read(0, 100_000);
        }
    }
}
