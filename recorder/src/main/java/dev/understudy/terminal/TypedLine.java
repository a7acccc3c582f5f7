package dev.understudy.terminal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The line that was typed, from what the line editor echoed. Only for a line that was echoed plainly or edited a little; for
 * anything else (a search in the history, a line that wraps) it says that it does not know. Not thread-safe.
 */
public final class TypedLine {
    private static final int LONGEST = 4096;
    /** What may follow the line: nothing, or bracketed paste off. Anything else is a second line. */
    private static final Set<String> BEHIND = Set.of("", "\r", "\u001b[?2004l\r");

    private final ByteArrayOutputStream echo = new ByteArrayOutputStream();
    private boolean tooLong;

    /** A new prompt. */
    public void clear() {
        echo.reset();
        tooLong = false;
    }

    public void add(byte[] bytes, int offset, int length) {
        if (echo.size() + length > LONGEST) {
            tooLong = true;
        } else {
            echo.write(bytes, offset, length);
        }
    }

    /** The line; null where the echo does not tell for certain. */
    public @Nullable String certain() {
        String raw = echo.toString(UTF_8);
        int end = raw.indexOf("\r\n");
        if (tooLong || end < 0 || !BEHIND.contains(raw.substring(end + 2))) {
            return null;
        }
        StringBuilder line = new StringBuilder();
        int cursor = 0;
        int at = 0;
        while (at < end) {
            char c = raw.charAt(at++);
            if (c == '\b') {
                cursor--;
            } else if (c == '\u0007') {
                continue;
            } else if (c == '\u001b') {
                int close = at;
                if (close >= end || raw.charAt(close) != '[') {
                    return null;
                }
                close++;
                while (close < end && (Character.isDigit(raw.charAt(close)) || raw.charAt(close) == '?')) {
                    close++;
                }
                if (close >= end) {
                    return null;
                }
                String argument = raw.substring(at + 1, close);
                int count = argument.matches("\\d{1,4}") ? Integer.parseInt(argument) : 1;
                switch (raw.charAt(close)) {
                    case 'K' -> {
                        if (!argument.isEmpty() && !argument.equals("0")) {
                            return null;
                        }
                        line.setLength(Math.min(line.length(), Math.max(0, cursor)));
                    }
                    case 'C' -> cursor += count;
                    case 'D' -> cursor -= count;
                    case 'P' -> {
                        if (cursor < 0 || cursor > line.length()) {
                            return null;
                        }
                        line.delete(cursor, Math.min(line.length(), cursor + count));
                    }
                    case '@' -> {
                        if (cursor < 0 || cursor > line.length()) {
                            return null;
                        }
                        line.insert(cursor, " ".repeat(count));
                    }
                    case 'h', 'l' -> {
                        if (!argument.equals("?2004")) {
                            return null;
                        }
                    }
                    default -> {
                        return null;
                    }
                }
                at = close + 1;
            } else if (c < ' ' || c >= 0x300) {
                // Other controls redraw; wide and combining characters make columns differ from characters.
                return null;
            } else {
                if (cursor < 0 || cursor > line.length()) {
                    return null;
                }
                if (cursor < line.length()) {
                    line.setCharAt(cursor, c);
                } else {
                    line.append(c);
                }
                cursor++;
            }
        }
        return cursor < 0 ? null : line.toString();
    }

    /** What was printed behind the first line break: for a line that the shell refused to run, its message. */
    public byte[] afterLine() {
        byte[] all = echo.toByteArray();
        for (int i = 0; i < all.length; i++) {
            if (all[i] == '\n') {
                return java.util.Arrays.copyOfRange(all, i + 1, all.length);
            }
        }
        return new byte[0];
    }
}
