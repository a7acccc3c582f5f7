package dev.understudy.session;

import dev.understudy.redaction.Disclosure;
import dev.understudy.redaction.RedactingStream;
import dev.understudy.redaction.Redactor;
import dev.understudy.terminal.Asciicast;
import dev.understudy.terminal.PlainText;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The whole session as it was on the screen, redacted, as an asciicast. One command's flood is cut in the middle, and says
 * so. A disk that refuses ends the recording of the screen, never the session. Not thread-safe.
 */
final class ScreenLog implements Closeable {
    /** What is kept of one command's output. */
    private static final long CAP = 1 << 20;

    private static final int LONGEST_ECHO = 64 * 1024;

    /** A piece of what the line editor printed. */
    private record Echo(Instant at, String text) {}

    private final Redactor redactor;
    private final @Nullable Path file;
    private final String term;
    private final String title;
    private final RedactingStream redacting;
    private final CharsetDecoder decoder = StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .onUnmappableCharacter(CodingErrorAction.REPLACE);
    private final ByteBuffer undecoded = ByteBuffer.allocate(16);
    private @Nullable Asciicast cast;
    private final List<Echo> echo = new ArrayList<>();
    private int echoed;
    private boolean typing;
    /** What was typed last, without its secrets. */
    private String label = "";

    private boolean broken;
    private boolean running;
    private long printed;
    private int columns;
    private int rows;

    ScreenLog(Redactor redactor, @Nullable Path file, String term, String title) {
        this.redactor = redactor;
        this.file = file;
        this.term = term;
        this.title = title;
        this.redacting = redactor.stream((time, text) -> write(instant(time), text));
    }

    void size(Instant now, int newColumns, int newRows) {
        if (newColumns <= 0 || newColumns == columns && newRows == rows) {
            return;
        }
        boolean first = columns == 0;
        columns = newColumns;
        rows = newRows;
        Asciicast open = cast(now);
        if (open != null && !first) {
            attempt(() -> open.resize(now, newColumns, newRows));
        }
    }

    /** What follows is what the operator types at the prompt. */
    void inputBegins(Instant now) {
        writeEcho(null);
        redacting.flush();
        typing = true;
    }

    void text(Instant now, byte[] bytes) {
        if (typing) {
            echo.add(new Echo(now, decode(bytes)));
            echoed += bytes.length;
            if (echoed > LONGEST_ECHO) {
                writeEcho(null);
            }
            return;
        }
        if (running) {
            printed += bytes.length;
            if (printed > CAP) {
                return;
            }
        }
        redacting.write(micros(now), decode(bytes));
    }

    /** Whether nothing more is kept of what the command prints. */
    boolean isFull() {
        return running && printed > CAP;
    }

    void leaveOut(long length) {
        printed += length;
    }

    /** @param typed the line; null where the echo does not tell for certain */
    void commandBegins(Instant now, @Nullable String typed) {
        label = "";
        Disclosure disclosure = writeEcho(typed);
        typing = false;
        redacting.flush();
        redacting.disclosing(disclosure);
        Asciicast open = cast(now);
        if (open != null && !label.isEmpty()) {
            attempt(() -> open.marker(now, label));
        }
        running = true;
        printed = 0;
    }

    void commandEnds(Instant now) {
        writeEcho(null);
        typing = false;
        if (printed > CAP) {
            redacting.write(micros(now), "\r\n[… " + (printed - CAP) + " bytes left out …]\r\n");
        }
        redacting.flush();
        running = false;
        printed = 0;
        Asciicast open = cast;
        if (open != null) {
            attempt(open::flush);
        }
    }

    void marker(Instant now, String label) {
        writeEcho(null);
        redacting.flush();
        Asciicast open = cast(now);
        if (open != null) {
            attempt(() -> open.marker(now, redactor.redact(label)));
        }
    }

    void end(Instant now, int exit) {
        writeEcho(null);
        redacting.flush();
        Asciicast open = cast;
        if (open != null) {
            attempt(() -> open.exit(now, exit));
        }
    }

    /**
     * Writes what was typed at the prompt, key by key as it was echoed; but only its redacted text where it holds a secret,
     * as an echo that was edited or wrapped shows a secret in parts.
     */
    private Disclosure writeEcho(@Nullable String typed) {
        if (echo.isEmpty()) {
            return Disclosure.NONE;
        }
        StringBuilder whole = new StringBuilder();
        echo.forEach(piece -> whole.append(piece.text()));
        String raw = whole.toString();
        String plain = typed != null ? typed : PlainText.of(raw.getBytes(StandardCharsets.UTF_8));
        String redacted = redactor.redact(plain);
        boolean isPlain = redacted.equals(plain) && redactor.redact(raw).equals(raw);
        if (isPlain) {
            echo.forEach(piece -> write(piece.at(), piece.text()));
        } else {
            write(echo.get(0).at(), redacted.strip().replace("\n", "\r\n") + "\r\n");
        }
        label = redacted.strip();
        echo.clear();
        echoed = 0;
        return Disclosure.of(plain);
    }

    private void write(Instant at, String text) {
        Asciicast open = cast(at);
        if (open != null) {
            attempt(() -> open.output(at, text));
        }
    }

    private @Nullable Asciicast cast(Instant at) {
        if (cast == null && !broken && file != null) {
            attempt(() -> {
                boolean goesOn = Files.exists(file);
                if (!goesOn) {
                    Files.createFile(
                            file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
                }
                var out = Files.newBufferedWriter(file, StandardOpenOption.APPEND);
                cast = goesOn
                        ? new Asciicast(out, at)
                        : Asciicast.begin(out, at, columns == 0 ? 80 : columns, rows == 0 ? 24 : rows, term, title);
            });
        }
        return cast;
    }

    private String decode(byte[] bytes) {
        ByteBuffer in = ByteBuffer.allocate(undecoded.position() + bytes.length);
        undecoded.flip();
        in.put(undecoded).put(bytes).flip();
        undecoded.clear();
        CharBuffer out = CharBuffer.allocate(in.remaining() + 1);
        decoder.reset().decode(in, out, false);
        undecoded.put(in);
        return out.flip().toString();
    }

    private interface Writing {
        void run() throws IOException;
    }

    private void attempt(Writing writing) {
        if (broken) {
            return;
        }
        try {
            writing.run();
        } catch (IOException e) {
            broken = true;
        }
    }

    private static long micros(Instant at) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, at);
    }

    private static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }

    @Override
    public void close() {
        Asciicast open = cast;
        if (open != null) {
            attempt(open::close);
        }
    }
}
