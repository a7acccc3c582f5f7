package dev.understudy.terminal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/**
 * Finds the recorder's own marks (OSC 133) in what a terminal prints. A mark is ours only if it carries the session's key,
 * which no program in the session can know; all else, forged marks included, is plain output. Cuts nowhere: the stream may
 * come in pieces of any size. Not thread-safe.
 */
public final class TerminalStream {
    /** Takes the stream's parts in their order. */
    public interface Listener {
        /** Bytes of the stream without our marks. */
        void text(byte[] bytes, int offset, int length);

        /** The typed line {@code line} (by the shell's count) starts to run: what follows is what it prints. */
        void outputBegins(int line);

        /** A prompt follows; {@code exit} is {@code $?}. */
        void promptBegins(int line, int exit);

        /** The prompt is there: what follows is what is typed at it. */
        void inputBegins();

        /**
         * A mark of another shell (OSC 133 or 633), or one that a program printed. It is text as well, and told as such next.
         *
         * @param kind its letter, {@code A} to {@code E}
         * @param argument what follows the letter; may be empty
         */
        default void foreignMark(char kind, String argument) {}

        /** A full-screen program took the screen ({@code true}) or gave it back. */
        void fullScreen(boolean on);
    }

    private static final int ESC = 27;
    private static final int BEL = 7;
    /** VS Code's shell integration tells the whole line in a mark. */
    private static final int LONGEST = 4096;

    private static final byte[] OSC = "\u001b]133;".getBytes(UTF_8);
    private static final byte[] VS_CODE = "\u001b]633;".getBytes(UTF_8);

    private final String key;
    private final Listener listener;
    /** A sequence that has begun: all of it so far. */
    private final byte[] held = new byte[LONGEST];

    private int holding;

    public TerminalStream(String key, Listener listener) {
        this.key = "aid=" + key;
        this.listener = listener;
    }

    /** Takes the next bytes. */
    public void feed(byte[] bytes, int offset, int length) {
        int end = offset + length;
        int at = offset;
        int plain = offset;
        while (at < end) {
            if (holding == 0) {
                if (bytes[at] != ESC) {
                    at++;
                    continue;
                }
                if (at > plain) {
                    listener.text(bytes, plain, at - plain);
                }
                held[holding++] = bytes[at++];
            } else {
                at += hold(bytes[at]) ? 1 : 0;
            }
            plain = at;
        }
        if (at > plain) {
            listener.text(bytes, plain, at - plain);
        }
    }

    /** The stream has ended. */
    public void end() {
        release();
    }

    /** Whether the byte was taken into the sequence; if not, the sequence was let go and the byte is still to be read. */
    private boolean hold(byte b) {
        if (b == ESC && !(holding > 1 && held[1] == ']')) {
            release();
            return false;
        }
        held[holding++] = b;
        if (holding == 2 && b != ']' && b != '[') {
            release();
        } else if (held[1] == '[') {
            if (holding > 2 && b >= 0x40 && b <= 0x7e) {
                control();
            } else if (holding > 24) {
                release();
            }
        } else if (holding <= OSC.length && b != OSC[holding - 1] && b != VS_CODE[holding - 1]) {
            release();
        } else if (b == BEL) {
            mark(holding - 1);
        } else if (b == '\\' && held[holding - 2] == ESC) {
            mark(holding - 2);
        } else if (holding == LONGEST || b == '\n') {
            release();
        }
        return true;
    }

    private void control() {
        String sequence = new String(held, 0, holding, UTF_8);
        boolean on = sequence.endsWith("h");
        boolean alternate = (on || sequence.endsWith("l"))
                && sequence.startsWith("\u001b[?")
                && Arrays.stream(sequence.substring(3, sequence.length() - 1).split(";"))
                        .anyMatch(mode -> mode.equals("1049") || mode.equals("1047") || mode.equals("47"));
        if (alternate && on) {
            listener.fullScreen(true);
        }
        release();
        if (alternate && !on) {
            listener.fullScreen(false);
        }
    }

    private void mark(int end) {
        String[] fields = new String(held, OSC.length, end - OSC.length, UTF_8).split(";");
        boolean ours = held[2] == OSC[2] && Arrays.asList(fields).contains(key);
        if (!ours || fields.length < 2) {
            foreign(new String(held, OSC.length, end - OSC.length, UTF_8));
            release();
            return;
        }
        holding = 0;
        switch (fields[0]) {
            case "B" -> listener.inputBegins();
            case "C" -> listener.outputBegins(number(fields[fields.length - 1]));
            case "D" -> listener.promptBegins(number(fields[fields.length - 1]), number(fields[1]));
            default -> {
                // A says only that a prompt is being painted.
            }
        }
    }

    private void foreign(String body) {
        boolean isMark = !body.isEmpty() && body.charAt(0) >= 'A' && body.charAt(0) <= 'E';
        if (isMark && (body.length() == 1 || body.charAt(1) == ';')) {
            listener.foreignMark(body.charAt(0), body.length() == 1 ? "" : body.substring(2));
        }
    }

    private static int number(String field) {
        String digits = field.substring(field.indexOf('=') + 1);
        return digits.matches("\\d{1,9}") ? Integer.parseInt(digits) : 0;
    }

    private void release() {
        if (holding > 0) {
            int length = holding;
            holding = 0;
            listener.text(held, 0, length);
        }
    }
}
