package dev.understudy.archive;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import dev.understudy.redaction.RedactingStream;
import dev.understudy.redaction.Redactor;
import dev.understudy.terminal.Asciicast;
import dev.understudy.terminal.PlainText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An asciicast whose commands are marked: by the shell's own marks in the output (OSC 133 or 633: B before what is typed, C
 * before what is printed, D with the exit code after it; 633 E tells the line itself), or else by markers that are named for
 * the commands.
 */
final class CastImport {
    private static final Pattern MARK =
            Pattern.compile("\u001b\\](?:133|633);([A-E])(?:;([^\u0007\u001b]*))?(?:\u0007|\u001b\\\\)");
    private static final int CAP = 1 << 20;

    private final Import session;
    private final Instant began;
    private final StringBuilder text = new StringBuilder();
    private boolean shellMarks;
    private @Nullable String told;
    private @Nullable String typed;
    private Instant startedAt;
    private int exit;

    private CastImport(Import session, Instant began) {
        this.session = session;
        this.began = began;
        this.startedAt = began;
    }

    /** The number of commands that were marked. */
    static int into(Path dir, Path file, Redactor redactor) throws IOException {
        readable(file);
        try (CastReader reader = CastReader.open(file)) {
            CastReader.Header head = reader.head();
            Instant began = Instant.ofEpochSecond(head.timestamp());
            String format = "asciicast of version " + head.version();
            try (Import session = Import.begin(dir, file.toString(), format, began, redactor)) {
                CastImport reading = new CastImport(session, began);
                reading.read(reader, redactor);
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

    private void read(CastReader reader, Redactor redactor) throws IOException {
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
        text.append(data);
        Matcher mark = MARK.matcher(text.toString());
        int done = 0;
        String before = text.toString();
        while (mark.find()) {
            String since = before.substring(done, mark.start());
            done = mark.end();
            mark(at, mark.group(1).charAt(0), mark.group(2), since);
        }
        text.delete(0, done);
        if (text.length() > CAP) {
            text.delete(CAP / 2, text.length() - CAP / 2);
        }
    }

    private void mark(Instant at, char kind, @Nullable String argument, String since) {
        shellMarks = true;
        switch (kind) {
            case 'E' -> told = argument == null ? null : unescaped(argument.split(";", 2)[0]);
            case 'C' -> {
                typed = told == null ? plain(since).strip() : told;
                told = null;
                startedAt = at;
            }
            case 'D' -> {
                if (typed != null && !typed.isEmpty()) {
                    Integer code = argument == null ? null : number(argument.split(";", 2)[0], -1);
                    session.command(startedAt, typed, code == null || code < 0 ? null : code, plain(since), at);
                }
                typed = null;
            }
            default -> {
                // A and B only end what came before.
            }
        }
    }

    private void marker(Instant at, String label) {
        if (!shellMarks && !label.isBlank()) {
            session.command(at, label, null, "", null);
        }
    }

    private static String plain(String raw) {
        return PlainText.of(raw.getBytes(StandardCharsets.UTF_8));
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

    private static int hex(String digits) {
        try {
            return Integer.parseInt(digits, 16);
        } catch (NumberFormatException e) {
            return 0xfffd;
        }
    }

    private static int number(String text, int otherwise) {
        try {
            return Integer.parseInt(text.strip());
        } catch (NumberFormatException e) {
            return otherwise;
        }
    }
}
