package dev.understudy.harness;

import dev.understudy.divergence.ComparedRun;
import dev.understudy.divergence.Divergence;
import dev.understudy.divergence.DivergenceKind;
import dev.understudy.divergence.Doubt;
import dev.understudy.divergence.Fidelity;
import dev.understudy.divergence.Report;
import dev.understudy.divergence.ResolvedPrediction;
import dev.understudy.divergence.RunMark;
import dev.understudy.divergence.WorkflowEnd;
import dev.understudy.journal.Journal;
import dev.understudy.journal.JournalEntry;
import dev.understudy.recording.SessionRecording;
import dev.understudy.run.Run;
import dev.understudy.runbook.Runbook;
import dev.understudy.store.Store;
import dev.understudy.transcript.Session;
import dev.understudy.transcript.Sessions;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Stored runs as the comparison looks at them. Thread-safe. */
public final class ComparedRuns {
    private final Sessions sessions;
    private final Journal journal;
    private final Function<String, Optional<Runbook>> runbooks;

    /** @param runbooks the runbooks that are here, by id */
    public ComparedRuns(Store store, Function<String, Optional<Runbook>> runbooks) {
        this.sessions = new Sessions(store);
        this.journal = new Journal(store);
        this.runbooks = runbooks;
    }

    /** A run that has ended, with all that is stored of it. */
    public ComparedRun of(Run run, WorkflowEnd end) {
        return of(run, sessions.ofRun(run.id()), journal.ofRun(run.id()), end);
    }

    /** As it was when it was compared, whose report this is. */
    public ComparedRun of(Run run, Report report) {
        return of(run, end(report));
    }

    /** A run as far as these entries of the journal tell of it. */
    public ComparedRun of(Run run, List<Session> told, List<JournalEntry> reached, WorkflowEnd end) {
        Set<RunMark> marks = EnumSet.noneOf(RunMark.class);
        if (run.breakGlass() != null) {
            marks.add(RunMark.BREAK_GLASS);
        }
        String type = run.workflowType();
        String fingerprint = run.workflowFingerprint();
        return new ComparedRun(
                run.id(),
                run.runbook(),
                run.runbookFingerprint(),
                // Another text of the runbook would attribute the commands to steps that the operator never saw.
                runbooks.apply(run.runbook())
                        .filter(book -> book.fingerprint().equals(run.runbookFingerprint()))
                        .orElse(null),
                type == null ? "" : type,
                fingerprint == null ? "" : fingerprint,
                told.stream()
                        .map(session -> new SessionRecording(session.id(), session.events()))
                        .toList(),
                reached.stream().map(ComparedRuns::resolved).toList(),
                end,
                marks);
    }

    /** How the workflow ended, which only its report still tells. */
    private static WorkflowEnd end(Report report) {
        if (report.doubts().stream().anyMatch(found -> found.doubt() == Doubt.NO_SHADOW)) {
            return WorkflowEnd.none();
        }
        return report.divergences().stream()
                .filter(one -> one.kind() == DivergenceKind.STOPPED)
                .findFirst()
                .map(Divergence::title)
                .map(WorkflowEnd::stopped)
                .orElseGet(WorkflowEnd::completed);
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
