package dev.understudy.session;

import dev.understudy.recording.SessionEvent.GapFound;
import dev.understudy.trace.JournalEntry.HookLost;
import java.time.Instant;

/** Writes down what could not be seen. Not thread-safe. */
final class Gaps {
    private final Scribe scribe;

    /** Torn records that are told one by one, until the next command has ended. */
    private static final int TORN = 5;

    private int torn;

    Gaps(Scribe scribe) {
        this.scribe = scribe;
    }

    /** See {@link GapFound}. */
    void add(Instant at, String kind, String detail) {
        scribe.write(seq -> new GapFound(seq, at, kind, detail));
    }

    /** The journal holds something that is no whole record; many of them are counted, not told. */
    void torn(Instant at, String why) {
        if (++torn <= TORN) {
            add(at, "torn-record", why);
        }
    }

    /** A command has ended. */
    void tellRest(Instant at) {
        if (torn > TORN) {
            add(at, "torn-record", (torn - TORN) + " more of them");
        }
        torn = 0;
    }

    /** A hook found itself removed or switched off. */
    void hookLost(HookLost lost) {
        String detail = switch (lost.kind()) {
            case "xtrace-off" -> "set +x was in effect: what ran meanwhile was not seen";
            case "ps4" -> "PS4 was changed: what ran meanwhile was not seen";
            case "prompt-hook" -> "PROMPT_COMMAND was replaced: the ends of commands are known from the terminal alone";
            case "trace-descriptor" -> "BASH_XTRACEFD was changed or closed: what ran meanwhile was not seen";
            case "zsh-detail" ->
                "zsh does not tell what a pipeline, a list or a substitution runs: its text is recorded";
            case "lines-only" -> "this shell is recorded by its lines alone: what they started was not seen";
            case "read-only" -> "a variable that the hooks need is read-only: what runs in this shell is not seen";
            default -> "a hook of the recorder was removed";
        };
        add(lost.at(), lost.kind(), detail);
    }
}
