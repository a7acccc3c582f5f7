package dev.understudy.terminal;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a shell says of itself by its own marks in what it prints (OSC 133 or 633: B before what is typed, C before what
 * is printed, D with the exit code after it; 633 E and {@code cmdline_url} of C tell the line itself). Any program can print
 * such marks, so they are hearsay. Bounded in memory. Not thread-safe.
 */
public final class ShellMarks {
    /** Takes what was told. */
    @FunctionalInterface
    public interface Listener {
        /**
         * A line that was typed and ran.
         *
         * @param typed not redacted, never empty
         * @param exit null where the shell did not tell
         * @param ended null where its end was not seen
         */
        void ran(Instant started, String typed, @Nullable Integer exit, OutputCapture output, @Nullable Instant ended);
    }

    private static final String URL = "cmdline_url=";

    private final Listener listener;
    private OutputCapture since = new OutputCapture();
    private @Nullable String told;
    private @Nullable String typed;
    private Instant startedAt = Instant.EPOCH;
    private boolean seen;

    public ShellMarks(Listener listener) {
        this.listener = listener;
    }

    /** Whether there was any mark. */
    public boolean seen() {
        return seen;
    }

    /** What was printed, marks excluded. */
    public void text(byte[] bytes, int offset, int length) {
        since.add(bytes, offset, length);
    }

    /** See {@link TerminalStream.Listener#foreignMark}. */
    public void mark(char kind, String argument, Instant at) {
        seen = true;
        switch (kind) {
            case 'C' -> {
                String line = argument.startsWith(URL)
                        ? percentDecoded(argument.substring(URL.length()).split(";", 2)[0])
                        : told;
                typed = (line == null ? PlainText.of(since.head()) : line).strip();
                told = null;
                startedAt = at;
                since = new OutputCapture();
            }
            case 'D' -> {
                Integer exit = exit(argument);
                ended(exit, at);
            }
            case 'E' -> told = unescaped(argument.split(";", 2)[0]);
            default -> since = new OutputCapture();
        }
    }

    /** No more will come: a line that still runs ends without an exit code. */
    public void end() {
        ended(null, null);
        told = null;
    }

    private void ended(@Nullable Integer exit, @Nullable Instant at) {
        String line = typed;
        if (line != null && !line.isEmpty()) {
            listener.ran(startedAt, line, exit, since, at);
        }
        typed = null;
        since = new OutputCapture();
    }

    private static @Nullable Integer exit(String argument) {
        String code = argument.split(";", 2)[0].strip();
        return code.matches("\\d{1,9}") ? Integer.valueOf(code) : null;
    }

    /** VS Code writes a semicolon, a backslash and control characters as \xHH and \\. */
    private static String unescaped(String text) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' && i + 3 < text.length() && text.charAt(i + 1) == 'x') {
                out.append((char) hex(text.substring(i + 2, i + 4)));
                i += 3;
            } else if (c == '\\' && i + 1 < text.length() && text.charAt(i + 1) == '\\') {
                out.append('\\');
                i++;
            } else {
                out.append(c);
            }
        }
        return out.toString();
    }

    private static String percentDecoded(String text) {
        byte[] in = text.getBytes(StandardCharsets.UTF_8);
        byte[] out = new byte[in.length];
        int length = 0;
        for (int i = 0; i < in.length; i++) {
            boolean isEscape = in[i] == '%'
                    && i + 2 < in.length
                    && Character.digit(in[i + 1], 16) >= 0
                    && Character.digit(in[i + 2], 16) >= 0;
            out[length++] =
                    isEscape ? (byte) (Character.digit(in[i + 1], 16) << 4 | Character.digit(in[i + 2], 16)) : in[i];
            i += isEscape ? 2 : 0;
        }
        return new String(out, 0, length, StandardCharsets.UTF_8);
    }

    private static int hex(String digits) {
        int high = Character.digit(digits.charAt(0), 16);
        int low = Character.digit(digits.charAt(1), 16);
        return high < 0 || low < 0 ? 0xfffd : high << 4 | low;
    }
}
