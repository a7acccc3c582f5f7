package dev.understudy.terminal;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Terminal output as text: without sequences that only paint, line breaks as they are elsewhere. */
public final class PlainText {
    private PlainText() {}

    /** What is no UTF-8 becomes U+FFFD. */
    public static String of(byte[] bytes) {
        String raw = new String(bytes, UTF_8);
        StringBuilder text = new StringBuilder(raw.length());
        int i = 0;
        while (i < raw.length()) {
            char c = raw.charAt(i);
            if (c == '\u001b') {
                i = afterSequence(raw, i + 1);
            } else if (c == '\r') {
                int next = i + 1;
                while (next < raw.length() && raw.charAt(next) == '\r') {
                    next++;
                }
                if (next < raw.length() && raw.charAt(next) != '\n') {
                    text.setLength(text.lastIndexOf("\n") + 1);
                }
                i = next;
            } else if (c == '\b') {
                if (text.length() > 0 && text.charAt(text.length() - 1) != '\n') {
                    text.setLength(text.length() - 1);
                }
                i++;
            } else {
                if (c >= ' ' && c != 127 || c == '\n' || c == '\t') {
                    text.append(c);
                }
                i++;
            }
        }
        return text.toString();
    }

    private static int afterSequence(String raw, int at) {
        if (at >= raw.length()) {
            return at;
        }
        char kind = raw.charAt(at++);
        if (kind == '[') {
            while (at < raw.length() && raw.charAt(at) >= 0x20 && raw.charAt(at) <= 0x3f) {
                at++;
            }
            return Math.min(raw.length(), at + 1);
        }
        if (kind == ']' || kind == 'P' || kind == '_' || kind == '^' || kind == 'X') {
            int limit = Math.min(raw.length(), at + 4096);
            for (int i = at; i < limit; i++) {
                if (raw.charAt(i) == '\u0007') {
                    return i + 1;
                }
                if (raw.charAt(i) == '\u001b') {
                    return i + 1 < raw.length() && raw.charAt(i + 1) == '\\' ? i + 2 : i;
                }
            }
            return at;
        }
        if (kind == '(' || kind == ')' || kind == '#' || kind == '%' || kind == ' ') {
            return Math.min(raw.length(), at + 1);
        }
        return at;
    }
}
