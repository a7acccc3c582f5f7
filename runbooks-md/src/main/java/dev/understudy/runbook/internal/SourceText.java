package dev.understudy.runbook.internal;

import dev.understudy.runbook.RunbookException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** A document's text, decoded and checked against the limits that keep hostile input from hurting. */
public record SourceText(String file, String text, List<String> lines) {
    /** The largest document that is read: the longest of the runbooks that were measured has a tenth of it. */
    public static final int MAX_BYTES = 1024 * 1024;

    /** The deepest nesting of block quotes and lists on one line. */
    static final int MAX_DEPTH = 60;

    /** The document in these bytes; line endings become {@code \n}, a byte order mark is dropped. */
    public static SourceText decode(String file, byte[] bytes) {
        if (bytes.length > MAX_BYTES) {
            throw tooLarge(file, bytes.length);
        }
        CharBuffer chars = CharBuffer.allocate(bytes.length + 1);
        ByteBuffer in = ByteBuffer.wrap(bytes);
        var decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        try {
            var result = decoder.decode(in, chars, true);
            if (result.isError()) {
                result.throwException();
            }
        } catch (CharacterCodingException e) {
            throw new RunbookException(
                    file, lineAt(bytes, in.position()), "the text is not valid UTF-8. Save the file as UTF-8.", e);
        }
        return of(file, chars.flip().toString());
    }

    /** The document with this text. */
    public static SourceText of(String file, String text) {
        if (text.length() > MAX_BYTES) {
            throw tooLarge(file, text.length());
        }
        String normal = text.replace("\r\n", "\n").replace('\r', '\n');
        if (normal.startsWith("\uFEFF")) {
            normal = normal.substring(1);
        }
        List<String> lines = List.of(normal.split("\n", -1));
        for (int i = 0; i < lines.size(); i++) {
            check(file, i + 1, lines.get(i));
        }
        return new SourceText(file, normal, lines);
    }

    /** SHA-256 of the text in hexadecimal. */
    public String fingerprint() {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static void check(String file, int number, String line) {
        if (line.indexOf('\0') >= 0) {
            throw new RunbookException(
                    file, number, "the line holds a NUL byte, so this is no text file. Is it the right file?");
        }
        int depth = 0;
        for (int i = 0; i < line.length() && depth <= MAX_DEPTH; i++) {
            char c = line.charAt(i);
            if (c == '>'
                    || ((c == '-' || c == '*' || c == '+') && i + 1 < line.length() && line.charAt(i + 1) == ' ')) {
                depth++;
            } else if (c != ' ' && c != '\t') {
                break;
            }
        }
        if (depth > MAX_DEPTH) {
            throw new RunbookException(
                    file,
                    number,
                    "quotes or lists are nested more than " + MAX_DEPTH
                            + " deep. Nest them less, or split the runbook.");
        }
    }

    private static RunbookException tooLarge(String file, int size) {
        return new RunbookException(
                file,
                0,
                "the document has " + size + " bytes, and a runbook at most " + MAX_BYTES
                        + ". Split it into several runbooks, or name another file.");
    }

    private static int lineAt(byte[] bytes, int offset) {
        int line = 1;
        for (int i = 0; i < offset; i++) {
            if (bytes[i] == '\n' || (bytes[i] == '\r' && (i + 1 >= bytes.length || bytes[i + 1] != '\n'))) {
                line++;
            }
        }
        return line;
    }
}
