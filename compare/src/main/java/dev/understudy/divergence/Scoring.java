package dev.understudy.divergence;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** From moves, divergences and what rules hide of them to the counts, the verdict, and whether the run counts. */
final class Scoring {
    private Scoring() {}

    static Report scored(Report report, Map<String, List<String>> excusedBy, String rules) {
        List<Divergence> divergences = report.divergences().stream()
                .map(one -> one.excusedBy(excusedBy.getOrDefault(one.id(), List.of())))
                .toList();
        Versions versions = report.versions().with(rules);
        Report marked = report.with(divergences, report.followed());
        if (report.doubts().stream().anyMatch(found -> found.doubt() == Doubt.COMPARISON_FAILED)) {
            return marked.with(versions);
        }
        List<DoubtFound> doubts = doubts(marked);
        Counts counts = counts(marked);
        Verdict verdict = Conclusion.verdict(doubts, marked.standing());
        List<NotEvidence> whyNot = Conclusion.whyNot(
                report.whyNot().contains(NotEvidence.BREAK_GLASS), verdict, doubts, counts, simulated(marked));
        return new Report(
                report.run(),
                report.runbook(),
                report.runbookFingerprint(),
                report.workflowType(),
                report.workflowFingerprint(),
                report.target(),
                report.startedAt(),
                verdict,
                doubts,
                whyNot.isEmpty(),
                whyNot,
                counts,
                report.moves(),
                marked.divergences(),
                report.commands(),
                report.followed(),
                versions);
    }

    /** What a rule says of an act that was not understood takes the doubt about it as well. */
    private static List<DoubtFound> doubts(Report report) {
        List<DoubtFound> doubts = new ArrayList<>();
        report.doubts().stream()
                .filter(found -> found.doubt() != Doubt.UNKNOWN_ACTION && found.doubt() != Doubt.NOTHING_COMPARED)
                .forEach(doubts::add);
        report.divergences().stream()
                .filter(one -> one.kind() == DivergenceKind.UNKNOWN && !one.excused())
                .forEach(one -> doubts.add(new DoubtFound(Doubt.UNKNOWN_ACTION, one.title())));
        report.doubts().stream()
                .filter(found -> found.doubt() == Doubt.NOTHING_COMPARED)
                .forEach(doubts::add);
        return doubts;
    }

    private static Counts counts(Report report) {
        List<Divergence> standing = report.standing();
        int matched = (int) report.moves().stream().filter(Move::counts).count();
        int unknown = (int) report.divergences().stream()
                .filter(one -> one.kind() == DivergenceKind.UNKNOWN && !one.excused())
                .count();
        int diverged = (int) standing.stream()
                .filter(one -> one.kind() != DivergenceKind.UNKNOWN)
                .count();
        int uncounted = (int) report.moves().stream()
                .filter(move -> isMatchedWrite(move) && !move.counts())
                .count();
        int observedReads = (int) report.moves().stream()
                .filter(move -> move.observed() != null
                        && !move.observed().action().effect().mayWrite())
                .count();
        int predictedReads = (int) report.moves().stream()
                .filter(move -> move.predicted() != null
                        && !move.predicted().action().effect().mayWrite())
                .count();
        return new Counts(
                matched, diverged, report.hidden().size(), unknown + uncounted, observedReads, predictedReads);
    }

    private static boolean isMatchedWrite(Move move) {
        return move.observed() != null
                && move.predicted() != null
                && move.divergence() == null
                && move.observed().action().effect().mayWrite();
    }

    /** Whether a match rests on what was simulated: its own result, or one before it. */
    private static boolean simulated(Report report) {
        return report.moves().stream()
                .filter(Scoring::isMatchedWrite)
                .map(Move::predicted)
                .anyMatch(predicted -> predicted != null
                        && (!predicted.fidelity().isEvidence() || predicted.course() == Course.COUNTERFACTUAL));
    }
}
