package dev.understudy.divergence;

import dev.understudy.action.Normalisers;
import dev.understudy.observed.ObservedAction;
import dev.understudy.observed.ObservedActions;
import dev.understudy.recording.SessionRecording;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** Compares what operators did in a run with what the workflow would have done. Pure and thread-safe. */
public final class Comparison {
    /** The version of the comparison's own rules: counted up with every change that can change a report. */
    public static final String VERSION = "1";

    private final Normalisers normalisers;

    public Comparison(Normalisers normalisers) {
        this.normalisers = normalisers;
    }

    /** As {@link #report} with the normalisers of the class path. */
    public static Report compare(ComparedRun run) {
        return new Comparison(Normalisers.installed()).report(run);
    }

    /** Never throws for what is in the run: a fault of the comparison is a report that says so, with the phase that failed. */
    public Report report(ComparedRun run) {
        Phase phase = Phase.READ_RECORDINGS;
        try {
            List<DoubtFound> doubts = new ArrayList<>(Completeness.doubts(run));
            phase = Phase.NORMALISE;
            List<ObservedAction> observed = observed(run.sessions());
            List<ResolvedPrediction> predicted = run.predictions().stream()
                    .sorted(Comparator.comparingLong(one -> one.prediction().sequence()))
                    .toList();
            phase = Phase.ALIGN;
            Pairing pairing = new Pairing(
                    Attempts.of(observed.stream()
                            .filter(one -> one.action().effect().mayWrite())
                            .toList()),
                    predicted.stream()
                            .filter(one -> one.prediction().action().effect().mayWrite())
                            .toList());
            phase = Phase.JUDGE;
            ReportBuilder builder = new ReportBuilder(run, versions(), observed, predicted, pairing, doubts);
            return builder.build();
        } catch (RuntimeException | StackOverflowError e) {
            // A fault of ours is a finding about us: it must neither pass for a match nor for a divergence of the
            // workflow.
            return failed(run, phase, e);
        }
    }

    private List<ObservedAction> observed(List<SessionRecording> sessions) {
        List<List<ObservedAction>> bySession = sessions.stream()
                .map(session -> ObservedActions.of(session, normalisers))
                .collect(Collectors.toList());
        return SessionMerge.inOrder(bySession);
    }

    private Versions versions() {
        return new Versions(VERSION, normalisers.fingerprint(), "none");
    }

    private Report failed(ComparedRun run, Phase phase, Throwable fault) {
        String about = "phase " + phase.words() + ": " + fault.getClass().getSimpleName();
        return new Report(
                run.run(),
                run.runbook(),
                run.runbookFingerprint(),
                run.workflowType(),
                run.workflowFingerprint(),
                Verdict.INCONCLUSIVE,
                List.of(new DoubtFound(Doubt.COMPARISON_FAILED, about)),
                false,
                List.of(NotEvidence.INCONCLUSIVE),
                Counts.NONE,
                List.of(),
                List.of(),
                new Versions(VERSION, "unknown", "none"));
    }

    /** Where in the comparison a fault was. */
    private enum Phase {
        READ_RECORDINGS,
        NORMALISE,
        ALIGN,
        JUDGE;

        String words() {
            return name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
        }
    }
}
