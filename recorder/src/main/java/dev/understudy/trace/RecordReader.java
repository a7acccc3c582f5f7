package dev.understudy.trace;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.understudy.trace.JournalEntry.Form;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads one record whose start is known. */
final class RecordReader {
    private static final Instant SHELL_CLOCKS = Instant.parse("2001-09-09T01:46:40Z");
    private static final Instant NO_CLOCK = Instant.parse("2200-01-01T00:00:00Z");

    private static final Pattern CLOCK = Pattern.compile("\\d+([.,]\\d*)?");
    /** Seconds and microseconds of a clock that goes right, and some more. */
    private static final int LONGEST_TIME = 18;

    private static final Pattern ASSIGNMENT = Pattern.compile("[A-Za-z_]\\w*(\\[.*?])?\\+?=.*", Pattern.DOTALL);
    private static final Pattern ARRAY = Pattern.compile("^[A-Za-z_]\\w*\\+?=\\(");

    private final byte[] bytes;
    private final int start;
    private final int limit;
    private final boolean bounded;
    /** Where the fields end: behind them are the text, or the record's end. */
    private int fieldsEnd;

    private int at;

    /**
     * @param start of the record
     * @param body behind the nonce and its blank
     * @param limit where the next record begins, or the bytes end
     * @param bounded whether a next record begins there, so that nothing more can come
     */
    RecordReader(byte[] bytes, int start, int body, int limit, boolean bounded) {
        this.bytes = bytes;
        this.start = start;
        this.at = body;
        this.limit = limit;
        this.bounded = bounded;
    }

    /** Behind the record, once it was read. */
    int end() {
        return at;
    }

    /** The record; null where its end is not there. */
    @Nullable
    JournalEntry read() {
        try {
            return bytes[start] == JournalParser.TRACED ? traced() : told();
        } catch (NumberFormatException | IndexOutOfBoundsException | DateTimeException | ArithmeticException e) {
            return null;
        }
    }

    private @Nullable JournalEntry traced() {
        int level = 0;
        while (bytes[start + level] == JournalParser.TRACED) {
            level++;
        }
        int text = find(JournalParser.TEXT);
        if (text < 0) {
            return null;
        }
        fieldsEnd = text;
        Instant time = time(field());
        long pid = Long.parseLong(field());
        long seq = Long.parseLong(field());
        long parent = Long.parseLong(field());
        long fork = Long.parseLong(field());
        int subshell = Integer.parseInt(field());
        boolean typed = field().equals("1");
        int line = Integer.parseInt(field());
        ShellState state = state(Integer.parseInt(field()), Long.parseLong(field()));
        List<String> functions = functions();
        String cwd = field();
        String template = field();
        at = text + 1;
        Form form = form();
        List<String> words = form == Form.CALL ? calledWords() : rawWords(form);
        if (words == null || words.isEmpty()) {
            return null;
        }
        if (form == Form.CALL && ASSIGNMENT.matcher(words.get(0)).matches()) {
            form = Form.ASSIGNMENT;
        }
        return new JournalEntry.Traced(
                time, level, pid, seq, parent, fork, subshell, typed, line, state, functions, cwd, template, form,
                words);
    }

    private @Nullable JournalEntry told() {
        int end = find(JournalParser.END);
        if (end < 0 || end + 1 >= limit && !bounded) {
            return null;
        }
        fieldsEnd = end;
        JournalEntry entry = toldBefore(end);
        at = end + 1 < limit && bytes[end + 1] == '\n' ? end + 2 : end + 1;
        return entry;
    }

    private JournalEntry toldBefore(int end) {
        String word = field();
        switch (word) {
            case "prompt" -> {
                Instant time = time(field());
                int line = Integer.parseInt(field());
                long history = Long.parseLong(field());
                long background = Long.parseLong(field());
                int columns = Integer.parseInt(field());
                int rows = Integer.parseInt(field());
                String cwd = field();
                int status = Integer.parseInt(field());
                List<Integer> pipeline = new ArrayList<>();
                int newest = historyBefore(end);
                while (at < newest) {
                    pipeline.add(Integer.parseInt(fieldBefore(JournalParser.HISTORY)));
                }
                String history1 = new String(bytes, at + 1, end - at - 1, UTF_8);
                return new JournalEntry.Prompted(
                        time,
                        line,
                        history,
                        columns,
                        rows,
                        cwd,
                        new ShellState(status, pipeline, background),
                        line(history1));
            }
            case "typed" -> {
                Instant time = time(field());
                int line = Integer.parseInt(field());
                String cwd = field();
                at = historyBefore(end);
                return new JournalEntry.Typed(time, line, cwd, new String(bytes, at + 1, end - at - 1, UTF_8));
            }
            case "shell" -> {
                return new JournalEntry.ShellStarted(
                        time(field()), Long.parseLong(field()), Long.parseLong(field()), rest(end));
            }
            case "child" -> {
                return new JournalEntry.ChildShellStarted(time(field()), Long.parseLong(field()), numbers(rest(end)));
            }
            case "exited" -> {
                return new JournalEntry.Exited(Long.parseLong(field()), Integer.parseInt(rest(end)));
            }
            case "gap" -> {
                return new JournalEntry.HookLost(time(field()), rest(end));
            }
            case "started", "direct" -> {
                Instant time = time(field());
                long pid = Long.parseLong(field());
                List<Long> ancestors = numbers(field());
                String cwd = PercentText.decode(field());
                List<String> argv = new ArrayList<>();
                for (String argument : rest(end).split(" ", -1)) {
                    argv.add(PercentText.decode(argument));
                }
                return new JournalEntry.ToolStarted(time, pid, word.equals("direct"), ancestors, cwd, argv);
            }
            case "ended" -> {
                return new JournalEntry.ToolEnded(time(field()), Long.parseLong(field()), Integer.parseInt(rest(end)));
            }
            default -> {
                return new JournalEntry.Told(time(field()), word, rest(end));
            }
        }
    }

    /** {@code history 1} prints the line's number before it, and a star where it was changed. */
    private static String line(String history) {
        return history.replaceFirst("^\\s*\\d+\\*?\\s{0,2}", "").strip();
    }

    private Form form() {
        if (startsWith("[[ ") || startsWith("(( ")) {
            return Form.CONDITION;
        }
        if (startsWith("for ") || startsWith("case ") || startsWith("select ")) {
            return Form.KEYWORD;
        }
        int head = Math.min(limit, at + 256);
        return ARRAY.matcher(new String(bytes, at, head - at, UTF_8)).find() ? Form.ASSIGNMENT : Form.CALL;
    }

    private @Nullable List<String> calledWords() {
        XtraceWords words = new XtraceWords(bytes, at, limit);
        List<String> line = words.line();
        at = words.position();
        return line;
    }

    /** A text that bash does not quote: only the next record tells where it ends, as it may hold line breaks. */
    private @Nullable List<String> rawWords(Form form) {
        if (!bounded || bytes[limit - 1] != '\n' || limit - 1 <= at) {
            return null;
        }
        String text = new String(bytes, at, limit - 1 - at, UTF_8);
        at = limit;
        if (form != Form.CONDITION) {
            return List.of(text);
        }
        return Arrays.stream(text.split(" ")).filter(word -> !word.isEmpty()).toList();
    }

    private ShellState state(int status, long background) {
        List<Integer> pipeline = new ArrayList<>();
        while (at < fieldsEnd && bytes[at] == '\'') {
            pipeline.add(Integer.parseInt(field()));
        }
        return new ShellState(status, pipeline, background);
    }

    private List<String> functions() {
        int open = at;
        while (bytes[at] != '>' || bytes[at + 1] != ' ') {
            if (++at >= fieldsEnd) {
                throw new IndexOutOfBoundsException();
            }
        }
        String names = new String(bytes, open + 1, at - open - 1, UTF_8);
        at += 2;
        return Arrays.stream(names.split(" "))
                .filter(name -> !name.isEmpty() && !name.equals("main"))
                .toList();
    }

    private String field() {
        XtraceWords words = new XtraceWords(bytes, at, fieldsEnd);
        String word = words.word();
        at = words.position() + 1;
        if (word == null || at > fieldsEnd) {
            throw new IndexOutOfBoundsException();
        }
        return word;
    }

    private String fieldBefore(byte stop) {
        StringBuilder digits = new StringBuilder();
        while (bytes[at] != ' ' && bytes[at] != stop) {
            if (bytes[at] != '\'') {
                digits.append((char) bytes[at]);
            }
            at++;
        }
        if (bytes[at] == ' ') {
            at++;
        }
        return digits.toString();
    }

    private int historyBefore(int end) {
        int history = find(JournalParser.HISTORY);
        if (history < 0 || history > end) {
            throw new IndexOutOfBoundsException();
        }
        return history;
    }

    private String rest(int end) {
        return new String(bytes, at, end - at, UTF_8);
    }

    private static List<Long> numbers(String text) {
        List<Long> numbers = new ArrayList<>();
        for (String number : text.split(",")) {
            if (!number.isBlank()) {
                numbers.add(Long.parseLong(number.strip()));
            }
        }
        return numbers;
    }

    /** The shell's clock; ours where the shell has none (bash 4.4, or a variable that somebody set). */
    private static Instant time(String seconds) {
        if (seconds.length() > LONGEST_TIME && CLOCK.matcher(seconds).matches()) {
            return Instant.now();
        }
        Instant told = told(seconds);
        return told.isBefore(SHELL_CLOCKS) || told.isAfter(NO_CLOCK) ? Instant.now() : told;
    }

    private static Instant told(String seconds) {
        int point = Math.max(seconds.indexOf('.'), seconds.indexOf(','));
        if (point < 0) {
            return Instant.ofEpochSecond(Long.parseLong(seconds));
        }
        String fraction = (seconds.substring(point + 1) + "000000000").substring(0, 9);
        return Instant.ofEpochSecond(Long.parseLong(seconds.substring(0, point)), Long.parseLong(fraction));
    }

    private boolean startsWith(String text) {
        if (limit - at < text.length()) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            if (bytes[at + i] != text.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private int find(byte wanted) {
        for (int i = at; i < limit; i++) {
            if (bytes[i] == wanted) {
                return i;
            }
        }
        return -1;
    }
}
