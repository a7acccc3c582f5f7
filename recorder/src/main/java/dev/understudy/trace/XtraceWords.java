package dev.understudy.trace;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads words as bash quotes them in a trace or by {@code ${x@Q}}: bare, {@code 'single'}, {@code $'ansi-c'}, {@code \x}, and
 * any of these side by side. Works on bytes, as an argument need not be text; what is no UTF-8 becomes U+FFFD.
 */
final class XtraceWords {
    private final byte[] bytes;
    private final int limit;
    private int at;

    /** Reads from {@code at} up to {@code limit}. */
    XtraceWords(byte[] bytes, int at, int limit) {
        this.bytes = bytes;
        this.at = at;
        this.limit = limit;
    }

    /** Where reading stopped. */
    int position() {
        return at;
    }

    /**
     * The words up to the line break that ends them, which is read too; null where the end was reached within a quote or
     * before a line break.
     */
    @Nullable
    List<String> line() {
        List<String> words = new ArrayList<>();
        while (at < limit) {
            if (bytes[at] == '\n') {
                at++;
                return words;
            }
            if (bytes[at] == ' ') {
                at++;
                continue;
            }
            String word = word();
            if (word == null) {
                return null;
            }
            words.add(word);
        }
        return null;
    }

    /** One word up to a blank, a line break or the limit, which are not read; null where a quote has no end. */
    @Nullable
    String word() {
        ByteArrayOutputStream word = new ByteArrayOutputStream();
        while (at < limit && bytes[at] != ' ' && bytes[at] != '\n') {
            byte b = bytes[at++];
            boolean closed = true;
            if (b == '\'') {
                closed = single(word);
            } else if (b == '$' && at < limit && bytes[at] == '\'') {
                at++;
                closed = ansi(word);
            } else if (b == '\\' && at < limit) {
                word.write(bytes[at++]);
            } else {
                word.write(b);
            }
            if (!closed) {
                return null;
            }
        }
        return word.toString(StandardCharsets.UTF_8);
    }

    private boolean single(ByteArrayOutputStream word) {
        while (at < limit) {
            byte b = bytes[at++];
            if (b == '\'') {
                return true;
            }
            word.write(b);
        }
        return false;
    }

    private boolean ansi(ByteArrayOutputStream word) {
        while (at < limit) {
            byte b = bytes[at++];
            if (b == '\'') {
                return true;
            }
            if (b != '\\') {
                word.write(b);
            } else if (at < limit) {
                escape(word);
            }
        }
        return false;
    }

    private void escape(ByteArrayOutputStream word) {
        byte b = bytes[at++];
        switch (b) {
            case 'a' -> word.write(7);
            case 'b' -> word.write(8);
            case 'e', 'E' -> word.write(27);
            case 'f' -> word.write(12);
            case 'n' -> word.write(10);
            case 'r' -> word.write(13);
            case 't' -> word.write(9);
            case 'v' -> word.write(11);
            case 'x' -> word.write(number(16, 2));
            case 'u' -> writeCodePoint(word, number(16, 4));
            case 'U' -> writeCodePoint(word, number(16, 8));
            case '0', '1', '2', '3', '4', '5', '6', '7' -> {
                at--;
                word.write(number(8, 3));
            }
            default -> word.write(b);
        }
    }

    private int number(int radix, int digits) {
        int value = 0;
        for (int i = 0; i < digits && at < limit && Character.digit(bytes[at], radix) >= 0; i++) {
            value = value * radix + Character.digit(bytes[at++], radix);
        }
        return value;
    }

    private static void writeCodePoint(ByteArrayOutputStream word, int codePoint) {
        if (Character.isValidCodePoint(codePoint)) {
            word.writeBytes(Character.toString(codePoint).getBytes(StandardCharsets.UTF_8));
        }
    }
}
