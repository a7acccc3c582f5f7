package dev.understudy.trace;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Cuts the journal's bytes, as they come, into entries. A record is ours only if it carries the session's nonce, which is in
 * no environment and on no screen. Records of several processes may be torn into each other where they are longer than
 * bash's buffer: one torn record at a time is put together again, anything worse is a {@link JournalEntry.Torn}.
 *
 * <p>Forms: <pre>
 *   ^A… NONCE time pid seq parent fork subshell phase line $? $! 'p' 's' &lt;functions&gt; cwd template ^B text \n
 *   ^C NONCE word fields… [^D text] ^E \n
 * </pre>
 */
public final class JournalParser {
    static final byte TRACED = 1;
    static final byte TEXT = 2;
    static final byte TOLD = 3;
    static final byte HISTORY = 4;
    static final byte END = 5;
    /** More than a command line of the largest size that Linux takes, as it is usually quoted. */
    private static final int LONGEST = 4 << 20;

    /** Until how many records later the rest of a torn one is waited for. */
    private static final int PATIENCE = 1000;

    private static final int ROOM = 1 << 16;

    private final byte[] nonce;
    private final Consumer<JournalEntry> entries;
    private byte[] bytes = new byte[ROOM];
    private int from;
    private int to;
    /** Up to where the buffer was searched for the start of a next record, to search no byte twice. */
    private int searched;

    private byte @Nullable [] torn;
    private int sinceTorn;

    public JournalParser(String nonce, Consumer<JournalEntry> entries) {
        this.nonce = nonce.getBytes(StandardCharsets.ISO_8859_1);
        this.entries = entries;
    }

    /** Takes the next bytes of the journal, and gives all entries that they complete. */
    public void feed(byte[] chunk, int offset, int length) {
        makeRoom(length);
        System.arraycopy(chunk, offset, bytes, to, length);
        to += length;
        while (from < to && next()) {
            // each turn takes one entry
        }
        if (to - from > LONGEST) {
            entries.accept(new JournalEntry.Torn("a record of more than " + LONGEST + " bytes"));
            from = to;
            searched = 0;
        }
        if (from == to && bytes.length > ROOM) {
            bytes = new byte[ROOM];
            from = 0;
            to = 0;
            searched = 0;
        }
    }

    /** How many bytes wait for what completes them. */
    int held() {
        return bytes.length + (torn == null ? 0 : torn.length);
    }

    /** Whether a record has begun and is not complete. */
    public boolean isInside() {
        return from < to || torn != null;
    }

    /** The journal has ended: what is incomplete stays so. */
    public void end() {
        if (startOfRecord(from) == from && from < to) {
            take(new RecordReader(bytes, from, bodyOf(from), to, true));
        }
        if (torn != null || from < to) {
            entries.accept(new JournalEntry.Torn("the journal ends within a record"));
        }
        torn = null;
        from = to;
    }

    private boolean next() {
        int start = startOfRecord(from);
        if (start > from) {
            stray(from, start);
            from = start;
            searched = 0;
            return true;
        }
        if (start < 0) {
            return false;
        }
        int body = bodyOf(from);
        searched = Math.max(searched, body);
        int limit = startOfRecord(searched);
        boolean bounded = limit >= 0;
        if (!bounded) {
            limit = to;
            searched = Math.max(body, to - nonce.length - 2);
            while (searched > body && bytes[searched - 1] == TRACED) {
                searched--;
            }
            if (bytes[to - 1] != '\n') {
                // Not complete, or the next one has begun; a long one is not read over and over.
                return false;
            }
        }
        if (take(new RecordReader(bytes, from, body, limit, bounded))) {
            return true;
        }
        if (!bounded) {
            return false;
        }
        keepTorn(from, limit);
        from = limit;
        searched = 0;
        return true;
    }

    private boolean take(RecordReader reader) {
        JournalEntry entry = reader.read();
        if (entry == null) {
            return false;
        }
        entries.accept(entry);
        from = reader.end();
        searched = 0;
        if (torn != null && ++sinceTorn > PATIENCE) {
            giveUpTorn();
        }
        return true;
    }

    private void giveUpTorn() {
        torn = null;
        entries.accept(new JournalEntry.Torn("a record without its end"));
    }

    /** Bytes that belong to no record that starts here: the rest of a torn one, or none of ours. */
    private void stray(int start, int end) {
        if (torn == null) {
            entries.accept(new JournalEntry.Torn((end - start) + " bytes that are no record"));
            return;
        }
        byte[] whole = Arrays.copyOf(torn, torn.length + end - start);
        System.arraycopy(bytes, start, whole, torn.length, end - start);
        int body = nonce.length + 1;
        while (whole[body - nonce.length - 1] == TRACED) {
            body++;
        }
        RecordReader reader = new RecordReader(whole, 0, body, whole.length, true);
        JournalEntry entry = reader.read();
        torn = null;
        if (entry == null) {
            torn = whole;
            if (whole.length > LONGEST) {
                giveUpTorn();
            }
        } else {
            entries.accept(entry);
            if (reader.end() < whole.length) {
                entries.accept(new JournalEntry.Torn((whole.length - reader.end()) + " bytes after a torn record"));
            }
        }
    }

    private void keepTorn(int start, int end) {
        if (torn != null || bytes[start] != TRACED) {
            entries.accept(new JournalEntry.Torn("a record without its end"));
        } else {
            torn = Arrays.copyOfRange(bytes, start, end);
            sinceTorn = 0;
        }
    }

    /** The first place from {@code at} on where a record of ours begins; -1 where there is none (yet). */
    private int startOfRecord(int at) {
        for (int i = at; i < to; i++) {
            if (bytes[i] == TRACED || bytes[i] == TOLD) {
                int begin = i;
                while (bytes[i] == TRACED && i + 1 < to && bytes[i + 1] == TRACED) {
                    i++;
                }
                if (isNonce(i + 1)) {
                    return begin;
                }
            }
        }
        return -1;
    }

    /** The nonce, a blank, and then a digit or a letter: a PS4 that was printed rather than expanded goes on with {@code $}. */
    private boolean isNonce(int at) {
        int after = at + nonce.length;
        return after + 1 < to
                && Arrays.equals(bytes, at, after, nonce, 0, nonce.length)
                && bytes[after] == ' '
                && Character.isLetterOrDigit(bytes[after + 1]);
    }

    private int bodyOf(int start) {
        int at = start;
        while (bytes[at] == TRACED) {
            at++;
        }
        return (at == start ? start + 1 : at) + nonce.length + 1;
    }

    private void makeRoom(int length) {
        if (to + length <= bytes.length) {
            return;
        }
        int kept = to - from;
        byte[] target =
                kept + length <= bytes.length / 2 ? bytes : new byte[Math.max(bytes.length, 2 * (kept + length))];
        System.arraycopy(bytes, from, target, 0, kept);
        bytes = target;
        searched = Math.max(0, searched - from);
        from = 0;
        to = kept;
    }
}
