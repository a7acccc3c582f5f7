package dev.understudy.divergence;

import dev.understudy.action.Action;
import dev.understudy.action.Normalisers;
import dev.understudy.attribution.AttributedCommand;
import dev.understudy.attribution.Attribution;
import dev.understudy.observed.Counterpart;
import dev.understudy.observed.ObservedAction;
import dev.understudy.observed.ObservedActions;
import dev.understudy.recording.SessionRecording;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Compares what operators did in a run with what the workflow would have done. Pure and thread-safe. */
public final class Comparison {
    /** The version of the comparison's own rules: counted up with every change that can change a report. */
    public static final String VERSION = "3";

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
            List<AttributedCommand> commands = new Attribution(run.book()).of(run.sessions());
            List<ObservedAction> observed = attributed(observed(run.sessions()), commands);
            List<ResolvedPrediction> predicted = run.predictions().stream()
                    .sorted(Comparator.comparingLong(one -> one.prediction().sequence()))
                    .toList();
            phase = Phase.ALIGN;
            List<ObservedAction> writes = observed.stream()
                    .filter(one -> one.action().effect().mayWrite())
                    .toList();
            predicted = inWordsOf(writes, predicted);
            Pairing pairing = new Pairing(
                    Attempts.of(writes),
                    predicted.stream()
                            .filter(one -> one.action().effect().mayWrite())
                            .toList());
            phase = Phase.JUDGE;
            ReportBuilder builder = new ReportBuilder(run, versions(), commands, observed, predicted, pairing, doubts);
            Report compared = builder.build();
            phase = Phase.FOLLOW_THE_RUNBOOK;
            return new Following(run, compared).report();
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

    private static List<ResolvedPrediction> inWordsOf(List<ObservedAction> writes, List<ResolvedPrediction> predicted) {
        List<Action> words = Counterpart.inWordsOf(
                writes, predicted.stream().map(one -> one.action()).toList());
        List<ResolvedPrediction> told = new ArrayList<>();
        for (int i = 0; i < words.size(); i++) {
            told.add(predicted.get(i).saying(words.get(i)));
        }
        return told;
    }

    /** What the operator did not declare is taken from what was recognised. */
    private static List<ObservedAction> attributed(List<ObservedAction> observed, List<AttributedCommand> commands) {
        Map<String, Map<Integer, String>> steps = new HashMap<>();
        for (AttributedCommand command : commands) {
            String step = command.step();
            if (step != null) {
                steps.computeIfAbsent(command.session(), name -> new HashMap<>())
                        .put(command.command(), step);
            }
        }
        return observed.stream()
                .map(one -> one.in(steps.getOrDefault(one.session(), Map.of()).get(one.command())))
                .toList();
    }

    private Versions versions() {
        return new Versions(VERSION, normalisers.fingerprint(), Versions.NO_RULES);
    }

    private Report failed(ComparedRun run, Phase phase, Throwable fault) {
        String about = "phase " + phase.words() + ": " + fault.getClass().getSimpleName();
        return new Report(
                run.run(),
                run.runbook(),
                run.runbookFingerprint(),
                run.workflowType(),
                run.workflowFingerprint(),
                run.target(),
                run.startedAt(),
                Verdict.INCONCLUSIVE,
                List.of(new DoubtFound(Doubt.COMPARISON_FAILED, about)),
                false,
                List.of(NotEvidence.INCONCLUSIVE),
                Counts.NONE,
                List.of(),
                List.of(),
                List.of(),
                null,
                new Versions(VERSION, "unknown", Versions.NO_RULES));
    }

    /** Where in the comparison a fault was. */
    private enum Phase {
        READ_RECORDINGS,
        NORMALISE,
        ALIGN,
        JUDGE,
        FOLLOW_THE_RUNBOOK;

        String words() {
            return name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
        }
    }
}
