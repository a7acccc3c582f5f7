package dev.understudy.redaction;

/**
 * A text from a terminal as its rules should read it: without what only paints, lines wrapped by the line editor in one
 * piece, line breaks as they are elsewhere; and where each of its characters was. A secret in colour, or one that the line
 * editor wrapped, is as secret as any.
 */
final class Unpainted {
    private static final char ESC = 27;
    private static final char BEL = 7;

    private final char[] plain;
    private final int[] origin;
    private int length;

    private Unpainted(int capacity) {
        this.plain = new char[capacity];
        this.origin = new int[capacity];
    }

    /** Whether there is anything to take away. */
    static boolean isPainted(CharSequence text) {
        for (int i = 0, end = text.length(); i < end; i++) {
            char c = text.charAt(i);
            if (c < ' ' && c != '\n' && c != '\t' || c == 127) {
                return true;
            }
        }
        return false;
    }

    static Unpainted of(CharSequence text) {
        Unpainted result = new Unpainted(text.length());
        int end = text.length();
        int i = 0;
        while (i < end) {
            char c = text.charAt(i);
            if (c == ESC) {
                i = result.sequence(text, i, end);
            } else if (c == '\r') {
                i = result.carriageReturn(text, i, end);
            } else {
                if (c >= ' ' && c != 127 || c == '\n' || c == '\t') {
                    result.add(c, i);
                }
                i++;
            }
        }
        return result;
    }

    private void add(char c, int at) {
        plain[length] = c;
        origin[length++] = at;
    }

    private int carriageReturn(CharSequence text, int at, int end) {
        int next = at;
        while (next < end && text.charAt(next) == '\r') {
            next++;
        }
        if (next < end && text.charAt(next) == '\n') {
            return next;
        }
        if (next < end && length > 0 && plain[length - 1] == ' ' && origin[length - 1] == at - 1) {
            length--;
        } else {
            add('\n', at);
        }
        return next;
    }

    /** Colours and modes vanish, a movement of the cursor separates; gives what is behind the sequence. */
    private int sequence(CharSequence text, int at, int end) {
        if (at + 1 >= end) {
            return end;
        }
        char kind = text.charAt(at + 1);
        int i = at + 2;
        if (kind == '[') {
            while (i < end && text.charAt(i) >= 0x20 && text.charAt(i) <= 0x3f) {
                i++;
            }
            if (i >= end) {
                return end;
            }
            char last = text.charAt(i);
            if (last == 'C') {
                add(' ', at);
            } else if ("ABEFGHfdJSTrs".indexOf(last) >= 0) {
                add('\n', at);
            }
            return last < ' ' ? i : i + 1;
        }
        if (kind == ']' || kind == 'P' || kind == '_' || kind == '^' || kind == 'X') {
            int limit = Math.min(end, i + 4096);
            for (; i < limit; i++) {
                char c = text.charAt(i);
                if (c == BEL || c == '\n') {
                    return c == BEL ? i + 1 : i;
                }
                if (c == ESC) {
                    return i + 1 < end && text.charAt(i + 1) == '\\' ? i + 2 : i;
                }
            }
            return at + 2;
        }
        boolean hasOperand = kind == '(' || kind == ')' || kind == '#' || kind == '%' || kind == ' ';
        return kind < ' ' ? at + 1 : Math.min(end, hasOperand ? i + 1 : i);
    }

    String text() {
        return new String(plain, 0, length);
    }

    /** Where the character at {@code index} of {@link #text} was. */
    int origin(int index) {
        return origin[index];
    }
}
