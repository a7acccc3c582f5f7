package dev.understudy.session;

import dev.understudy.recording.SessionEvent.GapFound;
import dev.understudy.recording.SessionEvent.Noted;
import dev.understudy.recording.SessionEvent.StepMarked;
import dev.understudy.recording.SessionEvent.StepState;
import dev.understudy.redaction.Redactor;
import dev.understudy.trace.JournalEntry.Told;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where the operator is in the runbook, as they tell it by {@code step}, {@code note} and {@code run}, and by running the
 * commands that a key brought to their prompt. Not thread-safe.
 */
final class Position {
    /** A runbook's command at the prompt: its step begins when it runs, and not before. */
    private record Offer(String step, String program) {}

    private final Redactor redactor;
    private final Scribe scribe;
    private @Nullable String step;
    private @Nullable Offer offer;
    private boolean keepRun;

    Position(Redactor redactor, Scribe scribe) {
        this.redactor = redactor;
        this.scribe = scribe;
    }

    void resume(@Nullable String formerStep, boolean formerKeepRun) {
        step = formerStep;
        keepRun = formerKeepRun;
    }

    /** The step that the operator declared; null where none was, or it is over. */
    @Nullable
    String step() {
        return step;
    }

    /** Whether the end of the shell leaves the run open. */
    boolean keepsRun() {
        return keepRun;
    }

    void told(Told told) {
        switch (told.word()) {
            case "note" -> {
                String text = redactor.redact(told.text());
                scribe.write(seq -> new Noted(seq, told.at(), text));
            }
            case "run" -> keepRun = told.text().equals("keep");
            case "step" -> declared(told);
            case "offer" -> {
                int blank = told.text().lastIndexOf(' ');
                offer = new Offer(
                        told.text().substring(0, Math.max(blank, 0)),
                        told.text().substring(blank + 1));
            }
            default ->
                scribe.write(seq -> new GapFound(
                        seq,
                        told.at(),
                        "torn-record",
                        "the shell's hooks said a word that this recorder does not know"));
        }
    }

    /** A line begins to run. */
    void runs(String typed, Instant at) {
        Offer offered = offer;
        offer = null;
        if (offered != null
                && !offered.step().equals(step)
                && typed.strip().split("\\s", 2)[0].equals(offered.program())) {
            begin(offered.step(), at);
        }
    }

    private void declared(Told told) {
        String word = told.text().strip();
        if (word.equals("done") || word.equals("skip")) {
            String ended = step;
            if (ended != null) {
                StepState state = word.equals("done") ? StepState.DONE : StepState.SKIPPED;
                scribe.write(seq -> new StepMarked(seq, told.at(), ended, state));
                step = null;
            }
        } else {
            begin(word, told.at());
        }
    }

    private void begin(String name, Instant at) {
        String begun = redactor.redact(name);
        step = begun;
        scribe.write(seq -> new StepMarked(seq, at, begun, StepState.BEGUN));
    }
}
