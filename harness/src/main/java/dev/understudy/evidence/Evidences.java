package dev.understudy.evidence;

import dev.understudy.divergence.Divergence;
import dev.understudy.divergence.NotEvidence;
import dev.understudy.divergence.Report;
import dev.understudy.divergence.Verdict;
import dev.understudy.operation.Mode;
import dev.understudy.recording.SessionRecording;
import dev.understudy.report.Reports;
import dev.understudy.report.Review;
import dev.understudy.report.ReviewVerdict;
import dev.understudy.report.StoredReport;
import dev.understudy.run.Run;
import dev.understudy.run.RunFilter;
import dev.understudy.run.RunState;
import dev.understudy.run.Runs;
import dev.understudy.runbook.Runbook;
import dev.understudy.store.Store;
import dev.understudy.transcript.Sessions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Judges the stored runs of a workflow. Thread-safe; the same store gives the same evidence at the same time. */
public final class Evidences {
    private final Store store;
    private final Runs runs;
    private final Reports reports;
    private final Sessions sessions;
    private final Clock clock;

    public Evidences(Store store) {
        this(store, Clock.systemUTC());
    }

    public Evidences(Store store, Clock clock) {
        this.store = store;
        this.runs = new Runs(store);
        this.reports = new Reports(store, clock);
        this.sessions = new Sessions(store);
        this.clock = clock;
    }

    /** Every shadowed run of the workflow, of whatever version, and what it is to this one. */
    public Evidence of(WorkflowVersion version, Aim aim) {
        Map<String, StoredReport> byRun = reports.ofWorkflow(version.workflowType()).stream()
                .collect(Collectors.toMap(stored -> stored.report().run(), Function.identity()));
        Map<String, Kept> kept = KeptRuns.of(store, version);
        RunFilter filter = RunFilter.ANY.workflowType(version.workflowType()).mode(Mode.SHADOW);
        List<JudgedRun> judged = runs.recent(filter, Integer.MAX_VALUE).stream()
                .map(run -> judge(run, Optional.ofNullable(byRun.get(run.id())), kept.get(run.id()), version, aim))
                .sorted(Comparator.comparing(JudgedRun::at).thenComparing(JudgedRun::run))
                .toList();
        return new Evidence(version, aim, judged);
    }

    /** Where in the runbook the runs that count lie. */
    public Coverage coverage(Evidence evidence, Runbook runbook) {
        Set<String> counted = evidence.counted().stream().map(JudgedRun::run).collect(Collectors.toSet());
        List<Report> some = reports.ofWorkflow(evidence.version().workflowType()).stream()
                .map(StoredReport::report)
                .filter(report -> counted.contains(report.run()))
                .toList();
        return Coverage.of(runbook, some, evidence.aim().confidence());
    }

    /** How often the operators of this evidence's runbook differ from each other, emergencies left out. */
    public Baseline baseline(WorkflowVersion version) {
        List<Baseline.Performed> performed = new ArrayList<>();
        RunFilter filter = RunFilter.ANY.runbook(version.runbook()).mode(Mode.SHADOW);
        for (Run run : runs.recent(filter, 40)) {
            if (run.state() != RunState.OPEN
                    && run.breakGlass() == null
                    && run.runbookFingerprint().equals(version.runbookFingerprint())) {
                performed.add(new Baseline.Performed(
                        run,
                        sessions.ofRun(run.id()).stream()
                                .map(session -> new SessionRecording(session.id(), session.events()))
                                .toList()));
            }
        }
        return Baseline.of(performed);
    }

    private JudgedRun judge(
            Run run, Optional<StoredReport> stored, @Nullable Kept kept, WorkflowVersion version, Aim aim) {
        boolean own = version.fingerprint().equals(run.workflowFingerprint());
        Instant at = run.endedAt() == null ? run.startedAt() : run.endedAt();
        Set<NotCounted> why = new LinkedHashSet<>();
        if (run.breakGlass() != null) {
            why.add(NotCounted.BREAK_GLASS);
        }
        if (run.state() == RunState.OPEN) {
            why.add(NotCounted.NOT_ENDED);
        } else if (stored.isEmpty()) {
            why.add(NotCounted.NO_REPORT);
        }
        if (!own && kept == null) {
            why.add(NotCounted.OTHER_WORKFLOW_VERSION);
        }
        if (!version.runbookFingerprint().equals(run.runbookFingerprint())
                || !version.runbook().equals(run.runbook())) {
            why.add(NotCounted.OTHER_RUNBOOK_VERSION);
        }
        if (aim.daysValid() != null && at.isBefore(clock.instant().minus(Duration.ofDays(aim.daysValid())))) {
            why.add(NotCounted.EXPIRED);
        }
        stored.ifPresent(there -> why.addAll(whyNot(there.report(), version, !own && kept != null)));
        Map<String, ReviewVerdict> words = stored.map(Evidences::words).orElse(Map.of());
        List<Divergence> causes = stored.map(there -> there.report().standing()).orElse(List.of());
        Standing standing = why.isEmpty() && stored.isPresent()
                ? standing(stored.get().report(), causes, words, why)
                : Standing.NOT_COUNTED;
        boolean expired = why.equals(Set.of(NotCounted.EXPIRED)) && stored.isPresent();
        Standing atTheTime = expired ? standing(stored.get().report(), causes, words, new LinkedHashSet<>()) : standing;
        int unreviewed = (int) causes.stream()
                .filter(divergence -> !words.containsKey(divergence.id()))
                .count();
        return new JudgedRun(
                run.id(),
                run.target(),
                run.operators(),
                at,
                standing,
                List.copyOf(why),
                atTheTime,
                own ? null : kept,
                weight(at, aim),
                unreviewed);
    }

    private double weight(Instant at, Aim aim) {
        Integer halfLife = aim.halfLifeDays();
        if (halfLife == null) {
            return 1;
        }
        double days = Duration.between(at, clock.instant()).toMillis() / 86_400_000.0;
        return Math.pow(0.5, Math.max(0, days) / halfLife);
    }

    private static Set<NotCounted> whyNot(Report report, WorkflowVersion version, boolean kept) {
        Set<NotCounted> why = new LinkedHashSet<>();
        if (!kept && !report.workflowFingerprint().equals(version.fingerprint())) {
            why.add(NotCounted.OTHER_WORKFLOW_VERSION);
        }
        if (!report.runbookFingerprint().equals(version.runbookFingerprint())) {
            why.add(NotCounted.OTHER_RUNBOOK_VERSION);
        }
        // What a rule hides makes the run excused, which is a standing of its own.
        report.whyNot().stream()
                .filter(reason -> reason != NotEvidence.EXCUSED)
                .map(NotCounted::of)
                .forEach(why::add);
        boolean excused = report.whyNot().contains(NotEvidence.EXCUSED);
        if (why.isEmpty() && !excused && (!report.countsAsEvidence() || report.verdict() == Verdict.INCONCLUSIVE)) {
            why.add(NotCounted.of(NotEvidence.INCONCLUSIVE));
        }
        return why;
    }

    private static Standing standing(
            Report report, List<Divergence> causes, Map<String, ReviewVerdict> words, Set<NotCounted> why) {
        if (report.verdict() == Verdict.CLEAN) {
            if (report.counts().excused() > 0 || report.whyNot().contains(NotEvidence.EXCUSED)) {
                return Standing.EXCUSED;
            }
            if (report.counts().matched() > 0) {
                return Standing.MATCHED;
            }
            why.add(NotCounted.NO_WRITE_COMPARED);
            return Standing.NOT_COUNTED;
        }
        boolean against = causes.isEmpty()
                || causes.stream().anyMatch(divergence -> {
                    ReviewVerdict word = words.get(divergence.id());
                    return word == null || !word.excuses() && word != ReviewVerdict.COMPARISON_WRONG;
                });
        if (against) {
            return Standing.DIVERGED;
        }
        if (words.containsValue(ReviewVerdict.COMPARISON_WRONG)) {
            why.add(NotCounted.COMPARISON_WRONG);
            return Standing.NOT_COUNTED;
        }
        return Standing.EXCUSED;
    }

    private static Map<String, ReviewVerdict> words(StoredReport stored) {
        return stored.reviews().stream().collect(Collectors.toMap(Review::divergence, Review::verdict));
    }
}
