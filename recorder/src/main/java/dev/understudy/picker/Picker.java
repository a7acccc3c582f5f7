package dev.understudy.picker;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jline.keymap.BindingReader;
import org.jline.keymap.KeyMap;
import org.jline.terminal.Attributes;
import org.jline.terminal.Attributes.LocalFlag;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.AttributedString;
import org.jline.utils.InfoCmp.Capability;

/**
 * Shows a list on the terminal, of which one line is chosen by the arrows or by typing a part of it. Draws below the cursor
 * and takes away what it drew; needs no more than a few lines and columns. Not thread-safe.
 */
public final class Picker implements AutoCloseable {
    private static final int MOST_LINES = 12;

    private enum Key {
        UP,
        DOWN,
        ENTER,
        ESCAPE,
        ABORT,
        ERASE,
        CLEAR,
        TYPED
    }

    private final Terminal terminal;
    private final Attributes before;
    private final BindingReader keys;
    private final KeyMap<Key> map = new KeyMap<>();
    private int drawn;

    private Picker(Terminal terminal) {
        this.terminal = terminal;
        this.before = terminal.enterRawMode();
        Attributes raw = terminal.getAttributes();
        // Ctrl-C is a key here, so that the terminal is put back first.
        raw.setLocalFlag(LocalFlag.ISIG, false);
        terminal.setAttributes(raw);
        this.keys = new BindingReader(terminal.reader());
        bind(Key.UP, KeyMap.key(terminal, Capability.key_up), "\033[A", "\033OA", KeyMap.ctrl('P'));
        bind(Key.DOWN, KeyMap.key(terminal, Capability.key_down), "\033[B", "\033OB", KeyMap.ctrl('N'));
        bind(Key.ENTER, "\r", "\n");
        bind(Key.ESCAPE, "\033");
        bind(Key.ABORT, KeyMap.ctrl('C'), KeyMap.ctrl('D'));
        bind(Key.ERASE, KeyMap.del(), KeyMap.ctrl('H'));
        bind(Key.CLEAR, KeyMap.ctrl('U'));
        map.setUnicode(Key.TYPED);
        for (char c = ' '; c < 0x7f; c++) {
            map.bind(Key.TYPED, String.valueOf(c));
        }
        map.setAmbiguousTimeout(200);
    }

    /** On the terminal of this process, which is asked nothing: its answer could end up at the shell's prompt. @throws IOException where it has none */
    public static Picker open() throws IOException {
        return new Picker(TerminalBuilder.builder()
                .system(true)
                .dumb(false)
                .jni(true)
                .graphemeCluster(false)
                .build());
    }

    /** The operator does not want to go on at all. */
    public static final class Aborted extends Exception {
        private static final long serialVersionUID = 1L;
    }

    /**
     * Lets the operator choose.
     *
     * @param free whether a text that is in no line may be chosen; null where it may not. Else what it would be, as in
     *     {@code a new target}
     * @return the chosen value; empty where the operator pressed Escape
     * @throws Aborted where they pressed Ctrl-C
     */
    public Optional<String> choose(String title, List<Choice> choices, @org.jspecify.annotations.Nullable String free)
            throws Aborted {
        StringBuilder filter = new StringBuilder();
        int at = 0;
        while (true) {
            List<Choice> shown = new ArrayList<>(choices.stream()
                    .filter(choice -> choice.matches(filter.toString()))
                    .toList());
            String typed = filter.toString().strip();
            if (free != null
                    && !typed.isEmpty()
                    && shown.stream().noneMatch(choice -> choice.value().equals(typed))) {
                shown.add(new Choice(typed, typed, free));
            }
            at = Math.max(0, Math.min(at, shown.size() - 1));
            draw(title, typed, shown, at);
            Key key = keys.readBinding(map);
            switch (key == null ? Key.ABORT : key) {
                case UP -> at--;
                case DOWN -> at++;
                case ERASE -> filter.setLength(Math.max(0, filter.length() - 1));
                case CLEAR -> filter.setLength(0);
                case TYPED -> {
                    filter.append(keys.getLastBinding());
                    at = 0;
                }
                case ENTER -> {
                    if (!shown.isEmpty()) {
                        clear();
                        return Optional.of(shown.get(at).value());
                    }
                }
                case ESCAPE -> {
                    clear();
                    return Optional.empty();
                }
                case ABORT -> {
                    clear();
                    throw new Aborted();
                }
            }
        }
    }

    /** One line above the list that stays. */
    public void say(String line) {
        terminal.writer().print(fit(line, Integer.MAX_VALUE) + "\r\n");
        terminal.flush();
    }

    private void draw(String title, String filter, List<Choice> shown, int at) {
        int columns = Math.max(20, terminal.getWidth() - 1);
        int room = Math.max(1, Math.min(MOST_LINES, Math.max(24, terminal.getHeight()) - 4));
        int first = Math.max(0, Math.min(at - room / 2, shown.size() - room));
        List<String> lines = new ArrayList<>();
        lines.add(title + (filter.isEmpty() ? "" : "  [" + filter + "]"));
        for (int i = first; i < Math.min(shown.size(), first + room); i++) {
            Choice choice = shown.get(i);
            lines.add((i == at ? "> " : "  ")
                    + choice.label()
                    + (choice.detail().isEmpty() ? "" : "  - " + choice.detail()));
        }
        if (shown.isEmpty()) {
            lines.add("  nothing matches");
        }
        lines.add("(type, arrows, Enter; Esc: record without a run; Ctrl-C: do not record)");
        StringBuilder text = new StringBuilder(up());
        for (String line : lines) {
            text.append(fit(line, columns)).append("\r\n");
        }
        drawn = lines.size();
        terminal.writer().print(text);
        terminal.flush();
    }

    private void clear() {
        terminal.writer().print(up());
        terminal.flush();
        drawn = 0;
    }

    /** To where the list began, and nothing below. */
    private String up() {
        return (drawn == 0 ? "" : "\033[" + drawn + "A") + "\r\033[J";
    }

    /** What a terminal of this width and encoding can show of it in one line. */
    private String fit(String line, int columns) {
        String plain = line.replaceAll("\\p{Cntrl}", " ");
        if (!terminal.encoding().equals(StandardCharsets.UTF_8)) {
            plain = plain.replaceAll("[^\\x20-\\x7e]", "?");
        }
        AttributedString text = new AttributedString(plain);
        return text.columnLength() <= columns
                ? plain
                : text.columnSubSequence(0, columns).toString();
    }

    private void bind(Key key, String... sequences) {
        for (String sequence : sequences) {
            if (sequence != null) {
                map.bind(key, sequence);
            }
        }
    }

    @Override
    public void close() throws IOException {
        terminal.setAttributes(before);
        terminal.close();
    }
}
