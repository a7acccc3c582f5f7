package dev.understudy.rulebook;

import dev.understudy.action.Normalisers;
import dev.understudy.divergence.ComparedRun;
import dev.understudy.divergence.Comparison;
import dev.understudy.divergence.Divergence;
import dev.understudy.divergence.Report;
import dev.understudy.divergence.Severity;
import dev.understudy.harness.ComparedRuns;
import dev.understudy.report.Reports;
import dev.understudy.rule.Rule;
import dev.understudy.rule.RuleTrial;
import dev.understudy.rule.Rules;
import dev.understudy.rulebook.RulePreview.Flip;
import dev.understudy.run.Runs;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Scores all stored runs with other rules, and says what would be otherwise. */
final class Previews {
    /** Divergences are injected into so many runs at most, and into none that is longer. */
    private static final int MOST_RUNS = 6;

    private static final int LONGEST = 400;

    /** What hides more than half of all divergences, where it is more than a handful, is no exception any more. */
    private static final int HANDFUL = 4;

    private final Reports reports;
    private final Runs runs;
    private final ComparedRuns compared;
    private final Comparison comparison = new Comparison(Normalisers.installed());

    Previews(Reports reports, Runs runs, ComparedRuns compared) {
        this.reports = reports;
        this.runs = runs;
        this.compared = compared;
    }

    /** @param changed the rule that is made or changed; null where one is ended */
    RulePreview of(Rules after, @Nullable Rule changed) {
        List<Report> stored = reports.all();
        List<Flip> flips = new ArrayList<>();
        List<HiddenDivergence> hides = new ArrayList<>();
        List<HiddenDivergence> shows = new ArrayList<>();
        for (Report report : stored) {
            Report anew = after.apply(report);
            if (anew.verdict() != report.verdict() || anew.countsAsEvidence() != report.countsAsEvidence()) {
                flips.add(new Flip(
                        report.run(),
                        report.verdict(),
                        anew.verdict(),
                        report.countsAsEvidence(),
                        anew.countsAsEvidence()));
            }
            hides.addAll(newly(report, anew));
            shows.addAll(newly(anew, report));
        }
        RuleTrial trial = changed == null
                ? new RuleTrial(0, List.of())
                : RuleTrial.of(changed, after, injected(changed, stored, hides), comparison);
        return new RulePreview(
                stored.size(),
                flips,
                hides,
                shows,
                trial,
                changed == null ? List.of() : needsTwo(changed, stored, hides, trial));
    }

    /** What the second report hides and the first does not. */
    private static List<HiddenDivergence> newly(Report report, Report other) {
        Set<String> hidden = report.divergences().stream()
                .filter(Divergence::excused)
                .map(Divergence::id)
                .collect(Collectors.toSet());
        return other.divergences().stream()
                .filter(one -> one.excused() && !hidden.contains(one.id()))
                .map(one -> HiddenDivergence.of(other.run(), one))
                .toList();
    }

    private static List<String> needsTwo(
            Rule rule, List<Report> stored, List<HiddenDivergence> hides, RuleTrial trial) {
        List<String> why = new ArrayList<>();
        if (!rule.scope().namesAnAct()) {
            why.add("it names neither what is done, nor on what, nor in which fields, so it matches everything");
        }
        int all = stored.stream().mapToInt(report -> report.standing().size()).sum();
        if (hides.size() >= HANDFUL && hides.size() * 2 > all) {
            why.add("it would hide " + hides.size() + " of all " + all + " divergences");
        }
        if (trial.hidden().size() * 4 > trial.injected()) {
            why.add(trial.words());
        }
        hides.stream()
                .filter(one -> one.severity() == Severity.CRITICAL)
                .findFirst()
                .ifPresent(one -> why.add("it would hide what is critical: " + one.title() + ", in run " + one.run()));
        return why;
    }

    /** The runs in which it would hide something, and then others in which it could. */
    private List<ComparedRun> injected(Rule rule, List<Report> stored, List<HiddenDivergence> hides) {
        Set<String> touched = new HashSet<>();
        hides.forEach(one -> touched.add(one.run()));
        return stored.stream()
                .filter(report -> Rules.actsIn(rule, report)
                        && !report.moves().isEmpty()
                        && report.moves().size() <= LONGEST)
                .sorted(Comparator.comparing(report -> !touched.contains(report.run())))
                .limit(MOST_RUNS)
                .flatMap(report -> runs.find(report.run()).stream().map(run -> compared.of(run, report)))
                .toList();
    }
}
