package dev.understudy.backtest;

import dev.understudy.divergence.DivergenceKind;
import dev.understudy.divergence.Report;
import dev.understudy.journal.JournalEntry;
import dev.understudy.journal.Kind;
import dev.understudy.recording.SessionRecording;
import dev.understudy.run.Run;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A run that has ended, with all that was recorded of it.
 *
 * @param sessions in the order in which they began
 * @param journal what the version that shadowed it reached, by sequence; empty where none did
 * @param report of that version; null where it was not compared
 */
public record RecordedRun(
        Run run,
        List<SessionRecording> sessions,
        List<JournalEntry> journal,
        @Nullable Report report) {
    public RecordedRun {
        sessions = List.copyOf(sessions);
        journal = List.copyOf(journal);
    }

    /** The writes that the version of then decided, by sequence. */
    List<JournalEntry> writes() {
        return journal.stream()
                .filter(entry -> entry.operation().kind() == Kind.WRITE)
                .toList();
    }

    /** Whether that version did not go to its end. */
    boolean stopped() {
        return report != null
                && report.divergences().stream().anyMatch(found -> found.kind() == DivergenceKind.STOPPED);
    }
}
