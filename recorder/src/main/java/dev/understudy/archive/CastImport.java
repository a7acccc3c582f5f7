package dev.understudy.archive;

import dev.understudy.recording.Output;
import dev.understudy.redaction.Disclosure;
import dev.understudy.redaction.RedactingStream;
import dev.understudy.redaction.Redactor;
import dev.understudy.terminal.Asciicast;
import dev.understudy.terminal.OutputCapture;
import dev.understudy.terminal.Printed;
import dev.understudy.terminal.ShellMarks;
import dev.understudy.terminal.TerminalStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An asciicast whose commands are marked: by the shell's own marks in the output (see {@link ShellMarks}), or else by markers
 * that are named for the commands.
 */
final class CastImport implements TerminalStream.Listener {
    /** No mark is ours in a recording that others made. */
    private static final String NO_KEY = UUID.randomUUID().toString();

    private final Import session;
    private final Instant began;
    private final Redactor redactor;
    private final ShellMarks marks = new ShellMarks(this::ran);
    private final TerminalStream stream = new TerminalStream(NO_KEY, this);
    private Instant now;
    private int exit;

    private CastImport(Import session, Instant began, Redactor redactor) {
        this.session = session;
        this.began = began;
        this.redactor = redactor;
        this.now = began;
    }

    /** The number of commands that were marked. */
    static int into(Path dir, Path file, Redactor redactor) throws IOException {
        readable(file);
        try (CastReader reader = CastReader.open(file)) {
            CastReader.Header head = reader.head();
            Instant began = Instant.ofEpochSecond(head.timestamp());
            String format = "asciicast of version " + head.version();
            try (Import session = Import.begin(dir, file.toString(), format, began, redactor)) {
                CastImport reading = new CastImport(session, began, redactor);
                reading.read(reader);
                session.end(reading.exit);
                return session.commands();
            }
        }
    }

    /** Reads all of it first, so that a recording which is damaged in the middle leaves no half of a session. */
    private static void readable(Path file) throws IOException {
        try (CastReader reader = CastReader.open(file)) {
            CastReader.Event event = reader.next();
            while (event != null) {
                event = reader.next();
            }
        }
    }

    private void read(CastReader reader) throws IOException {
        CastReader.Header head = reader.head();
        Path file = session.folder().cast();
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Writer out = Files.newBufferedWriter(file, StandardCharsets.UTF_8);
        try (Asciicast cast =
                Asciicast.begin(out, began, head.columns(), head.rows(), head.term(), redactor.redact(head.title()))) {
            RedactingStream screen = redactor.stream((millis, shown) -> {
                try {
                    cast.output(began.plusMillis(millis), shown);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            for (CastReader.Event e = reader.next(); e != null; e = reader.next()) {
                long millis = Math.round(e.seconds() * 1000);
                Instant at = began.plusMillis(millis);
                switch (e.code()) {
                    case 'o' -> {
                        screen.write(millis, e.data());
                        output(at, e.data());
                    }
                    case 'm' -> {
                        screen.flush();
                        cast.marker(at, redactor.redact(e.data()));
                        marker(at, e.data());
                    }
                    case 'x' -> exit = number(e.data(), 0);
                    default -> {
                        // What was pressed is never taken in: passwords are typed, too.
                    }
                }
            }
            screen.flush();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private void output(Instant at, String data) {
        now = at;
        byte[] bytes = data.getBytes(StandardCharsets.UTF_8);
        stream.feed(bytes, 0, bytes.length);
    }

    private void ran(
            Instant started, String typed, @Nullable Integer exit, OutputCapture output, @Nullable Instant ended) {
        if (ended != null) {
            Output printed = Printed.of(output, Disclosure.of(typed), redactor);
            session.command(started, typed, exit, printed, ended);
        }
    }

    private void marker(Instant at, String label) {
        if (!marks.seen() && !label.isBlank()) {
            session.command(at, label, null, Output.NONE, null);
        }
    }

    @Override
    public void text(byte[] bytes, int offset, int length) {
        marks.text(bytes, offset, length);
    }

    @Override
    public void foreignMark(char kind, String argument) {
        marks.mark(kind, argument, now);
    }

    @Override
    public void outputBegins(int line) {}

    @Override
    public void promptBegins(int line, int status) {}

    @Override
    public void inputBegins() {}

    @Override
    public void fullScreen(boolean on) {}

    private static int number(String text, int otherwise) {
        try {
            return Integer.parseInt(text.strip());
        } catch (NumberFormatException e) {
            return otherwise;
        }
    }
}
