package dev.understudy.export;

import dev.understudy.action.Normalisers;
import dev.understudy.divergence.Report;
import dev.understudy.export.ExportedRun.ExportedSession;
import dev.understudy.journal.Journal;
import dev.understudy.observed.ObservedActions;
import dev.understudy.recording.SessionRecording;
import dev.understudy.report.Reports;
import dev.understudy.report.StoredReport;
import dev.understudy.run.Run;
import dev.understudy.run.RunFilter;
import dev.understudy.run.RunState;
import dev.understudy.run.Runs;
import dev.understudy.store.Store;
import dev.understudy.transcript.Session;
import dev.understudy.transcript.Sessions;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Writes runs of the store in the forms that others read. Only runs that have ended leave: of one that goes on, the
 * predictions would tell its operator what comes next. Thread-safe; the same store gives the same bytes.
 */
public final class Exports {
    private final Runs runs;
    private final Sessions sessions;
    private final Journal journal;
    private final Reports reports;

    public Exports(Store store) {
        this.runs = new Runs(store);
        this.sessions = new Sessions(store);
        this.journal = new Journal(store);
        this.reports = new Reports(store);
    }

    /** The names of the runs of a workflow that have ended, the first to start first. @param workflowType null for all */
    public List<String> ended(@org.jspecify.annotations.Nullable String workflowType) {
        return runs.recent(RunFilter.ANY.workflowType(workflowType), Integer.MAX_VALUE).stream()
                .filter(run -> run.state() != RunState.OPEN)
                .sorted(Comparator.comparing(Run::startedAt).thenComparing(Run::id))
                .map(Run::id)
                .toList();
    }

    /** Empty where there is no such run, or it goes on. */
    public Optional<ExportedRun> find(String run) {
        return runs.find(run).filter(found -> found.state() != RunState.OPEN).map(this::exported);
    }

    /** Writes these runs, one at a time, so that a long list needs no more memory than its longest run. */
    public void write(ExportFormat format, List<String> names, OutputStream out) throws IOException {
        Stream<ExportedRun> found = names.stream().map(this::find).flatMap(Optional::stream);
        switch (format) {
            case XES -> Xes.write(found, out);
            case OCEL -> Ocel.write(found, out);
            case CSV -> Csv.write(found, out);
            case JSON -> JsonExport.write(found, out);
            case MARKDOWN -> MarkdownExport.write(found, out);
        }
    }

    private ExportedRun exported(Run run) {
        List<ExportedSession> parts = new ArrayList<>();
        List<ExportedAction> observed = new ArrayList<>();
        for (Session session : sessions.ofRun(run.id())) {
            parts.add(new ExportedSession(session.id(), session.operator()));
            ObservedActions.of(new SessionRecording(session.id(), session.events()), Normalisers.installed())
                    .forEach(action -> observed.add(ExportedAction.of(action, session.operator())));
        }
        observed.sort(Comparator.comparing(ExportedAction::startedAt));
        List<ExportedAction> predicted =
                journal.ofRun(run.id()).stream().map(ExportedAction::of).toList();
        Report report = reports.find(run.id()).map(StoredReport::report).orElse(null);
        return new ExportedRun(run, parts, observed, predicted, report);
    }
}
