package dev.understudy.api;

import dev.understudy.journal.JournalEntry;
import dev.understudy.operation.Mode;
import dev.understudy.refusal.Problem;
import dev.understudy.report.StoredReport;
import dev.understudy.run.Run;
import dev.understudy.run.RunFilter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is asked about runs, by the API and by the pages. */
public final class RunQueries {
    private final Backstage backstage;

    public RunQueries(Backstage backstage) {
        this.backstage = backstage;
    }

    /** @throws Problem 404 where there is no such run */
    public Run run(String id) {
        return backstage.runs().find(id).orElseThrow(() -> Problem.noSuch("run", id));
    }

    public RunSummary summary(String id) {
        return RunSummary.of(backstage, run(id));
    }

    /** The latest started first. @param workflow null for those of any */
    public List<RunSummary> recent(@Nullable String workflow, int limit) {
        return backstage.runs().recent(RunFilter.ANY.workflowType(workflow), limit).stream()
                .map(run -> RunSummary.of(backstage, run))
                .toList();
    }

    /** @throws Problem 404 where there is no such run, or it has no report yet */
    public StoredReport report(String id) {
        run(id);
        return backstage
                .reports()
                .find(id)
                .orElseThrow(() -> Problem.of(
                        404, "no-report-yet", "run " + id + " has no report: it is compared when the run has ended"));
    }

    /** How many predictions wait for the operator. */
    public int openPredictions(String id) {
        return backstage.journal().openPredictions(id).size();
    }

    /**
     * What the workflow reached in a run, as far as the operator may know of it: while a manual run goes on, nothing after
     * the last write that is settled, for even a read would tell what comes next.
     */
    public List<JournalEntry> revealed(Run run) {
        List<JournalEntry> all = backstage.journal().ofRun(run.id());
        if (run.mode() != Mode.SHADOW || run.endedAt() != null) {
            return all;
        }
        long first = all.stream()
                .filter(entry -> entry.operation().kind() == dev.understudy.journal.Kind.WRITE
                        && entry.resolution().isOpen())
                .mapToLong(JournalEntry::sequence)
                .min()
                .orElse(Long.MAX_VALUE);
        long settled = all.stream()
                .filter(entry -> entry.operation().kind() == dev.understudy.journal.Kind.WRITE
                        && !entry.resolution().isOpen()
                        && entry.sequence() < first)
                .mapToLong(JournalEntry::sequence)
                .max()
                .orElse(0);
        return all.stream()
                .filter(entry -> entry.sequence() <= settled
                        || (entry.operation().kind() == dev.understudy.journal.Kind.WRITE
                                && !entry.resolution().isOpen()))
                .toList();
    }
}
