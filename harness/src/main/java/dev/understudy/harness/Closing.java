package dev.understudy.harness;

import dev.understudy.divergence.ComparedRun;
import dev.understudy.divergence.Comparison;
import dev.understudy.divergence.Fidelity;
import dev.understudy.divergence.Report;
import dev.understudy.divergence.ResolvedPrediction;
import dev.understudy.divergence.RunMark;
import dev.understudy.divergence.WorkflowEnd;
import dev.understudy.journal.Journal;
import dev.understudy.journal.JournalEntry;
import dev.understudy.recording.SessionRecording;
import dev.understudy.run.Run;
import dev.understudy.store.Store;
import dev.understudy.transcript.Sessions;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Makes the report of a run that has ended on both sides. */
final class Closing {
    private final Sessions sessions;
    private final Journal journal;
    private final Repertoire repertoire;

    Closing(Store store, Repertoire repertoire) {
        this.sessions = new Sessions(store);
        this.journal = new Journal(store);
        this.repertoire = repertoire;
    }

    Report compare(Run run, WorkflowEnd end) {
        List<SessionRecording> recordings = sessions.ofRun(run.id()).stream()
                .map(session -> new SessionRecording(session.id(), session.events()))
                .toList();
        List<ResolvedPrediction> predictions =
                journal.ofRun(run.id()).stream().map(Closing::resolved).toList();
        Set<RunMark> marks = EnumSet.noneOf(RunMark.class);
        if (run.breakGlass() != null) {
            marks.add(RunMark.BREAK_GLASS);
        }
        String type = run.workflowType();
        String fingerprint = run.workflowFingerprint();
        return Comparison.compare(new ComparedRun(
                run.id(),
                run.runbook(),
                run.runbookFingerprint(),
                repertoire.stepsOfRunbook(run.runbook()),
                type == null ? "" : type,
                fingerprint == null ? "" : fingerprint,
                recordings,
                predictions,
                end,
                marks));
    }

    private static ResolvedPrediction resolved(JournalEntry entry) {
        return new ResolvedPrediction(entry.operation().prediction(), resolution(entry), fidelity(entry));
    }

    private static dev.understudy.divergence.Resolution resolution(JournalEntry entry) {
        return switch (entry.resolution()) {
            case OPEN, INTENT -> dev.understudy.divergence.Resolution.OPEN;
            case OBSERVED -> dev.understudy.divergence.Resolution.OBSERVED;
            case NOT_OBSERVED, ABANDONED -> dev.understudy.divergence.Resolution.NOT_OBSERVED;
            case REHEARSED -> dev.understudy.divergence.Resolution.SIMULATED;
            case REFUSED -> dev.understudy.divergence.Resolution.REFUSED;
            case FAILED, UNKNOWN -> dev.understudy.divergence.Resolution.FAILED;
            // A read that was performed; of the comparison's words this is the nearest: it has its real result.
            case DONE -> dev.understudy.divergence.Resolution.OBSERVED;
        };
    }

    private static Fidelity fidelity(JournalEntry entry) {
        dev.understudy.journal.Fidelity fidelity = entry.fidelity();
        if (fidelity == null) {
            return Fidelity.SIMULATED;
        }
        return switch (fidelity) {
            case REAL -> Fidelity.REAL_READ;
            case SERVER_DRY_RUN -> Fidelity.SERVER_DRY_RUN;
            case WITHHELD -> Fidelity.WITHHELD;
            case SIMULATED, ASSUMED -> Fidelity.SIMULATED;
        };
    }
}
