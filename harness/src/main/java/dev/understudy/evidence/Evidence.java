package dev.understudy.evidence;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What is known of a workflow as it is.
 *
 * @param runs all its shadowed runs in the order in which they ended, those that do not count among them
 */
public record Evidence(WorkflowVersion version, Aim aim, List<JudgedRun> runs) {
    public Evidence {
        runs = List.copyOf(runs);
    }

    /** The runs on which the bound rests. */
    public List<JudgedRun> counted() {
        return runs.stream().filter(JudgedRun::counts).toList();
    }

    public int countedRuns() {
        return counted().size();
    }

    public int divergedRuns() {
        return (int) with(Standing.DIVERGED).count();
    }

    public int excusedRuns() {
        return (int) with(Standing.EXCUSED).count();
    }

    /** The upper bound on the divergence rate at the aim's confidence, however often one looks; 1 where nothing is known. */
    public double upperBound() {
        return Bound.ever(
                counted().stream()
                        .map(run -> run.standing() == Standing.DIVERGED)
                        .toList(),
                aim.confidence());
    }

    /** Whether the bound is as low as it should be. */
    public boolean suffices() {
        return upperBound() <= aim.rate();
    }

    /** How many clean runs in a row the aim still needs. */
    public long cleanRunsNeeded() {
        return suffices() ? 0 : Bound.cleanRunsUntil(countedRuns(), divergedRuns(), aim.rate(), aim.confidence());
    }

    public Sprt sprt() {
        return Sprt.of(countedRuns(), divergedRuns(), aim.rate(), aim.confidence());
    }

    /** Who worked in the runs that count. */
    public Set<String> operators() {
        return distinct(counted().stream().map(JudgedRun::operators).flatMap(Collection::stream));
    }

    /** Where the runs that count took place. */
    public Set<String> targets() {
        return distinct(counted().stream().map(JudgedRun::target));
    }

    /** The days, in UTC, on which runs that count ended. */
    public Set<LocalDate> days() {
        return counted().stream()
                .map(run -> LocalDate.ofInstant(run.at(), ZoneOffset.UTC))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** How many runs do not count for each reason; a run with two reasons is in both. */
    public Map<NotCounted, Integer> notCounted() {
        Map<NotCounted, Integer> reasons = new EnumMap<>(NotCounted.class);
        runs.forEach(run -> run.why().forEach(reason -> reasons.merge(reason, 1, Integer::sum)));
        return reasons;
    }

    /** What is known, and what is missing, in one sentence without a full stop. */
    public String sentence() {
        String missing = count(cleanRunsNeeded(), "more clean run", "more clean runs");
        String goal = percent(aim.rate());
        if (countedRuns() == 0) {
            return "no run counts yet; " + count(cleanRunsNeeded(), "clean run makes", "clean runs make") + " it "
                    + goal + " at " + percent(aim.confidence());
        }
        String known = count(divergedRuns(), "divergence", "divergences") + " in "
                + count(countedRuns(), "run", "runs") + ": at most " + tenths(upperBound()) + " at "
                + percent(aim.confidence()) + ", however often one looks; ";
        if (suffices()) {
            return known + "no more than " + goal + " is asked";
        }
        return known + missing + (cleanRunsNeeded() == 1 ? " makes it " : " make it ") + goal;
    }

    private Stream<JudgedRun> with(Standing standing) {
        return runs.stream().filter(run -> run.standing() == standing);
    }

    private static Set<String> distinct(Stream<String> names) {
        return names.collect(Collectors.toCollection(TreeSet::new));
    }

    private static String count(long number, String one, String many) {
        return number + " " + (number == 1 ? one : many);
    }

    /** To the nearest tenth, 13.4 %; rounded up where the nearest would pass for the rate that is not reached. */
    private String tenths(double bound) {
        double nearest = Math.round(bound * 1000) / 10.0;
        boolean misleads = !suffices() && nearest <= aim.rate() * 100;
        return trimmed(misleads ? Math.ceil(bound * 1000) / 10 : nearest);
    }

    static String percent(double share) {
        return trimmed(Math.round(share * 1e6) / 1e4);
    }

    private static String trimmed(double percent) {
        String text = String.format(Locale.ROOT, "%.4f", percent).replaceAll("\\.?0+$", "");
        return text + " %";
    }
}
