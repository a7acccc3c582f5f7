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

    /** How many of the runs that count a backtest keeps for this version. */
    public int keptRuns() {
        return (int) counted().stream().filter(run -> run.kept() != null).count();
    }

    /** The runs that were marked as emergencies: quarantined, and shown apart. */
    public List<JudgedRun> breakGlass() {
        return runs.stream()
                .filter(run -> run.why().contains(NotCounted.BREAK_GLASS))
                .toList();
    }

    /**
     * The upper bound on the divergence rate at the aim's confidence, however often one looks; 1 where nothing is known. It is
     * the largest of three, so that nothing that forgets can weaken it: the one over the runs that count, the one over these
     * and those that have expired, and the one over clean runs that fade, where the policy says so.
     */
    public double upperBound() {
        return Math.max(Math.max(ever(counted()), ever(countedOrExpired())), fadedBound());
    }

    /** The bound over runs that fade; divergences never do. 0 where the policy lets nothing fade: it asks for nothing. */
    public double fadedBound() {
        return aim.halfLifeDays() == null ? 0 : Bound.faded(fadedCleanRuns(), divergedRuns(), aim.confidence());
    }

    /** What the clean runs that count are worth by now. */
    public double fadedCleanRuns() {
        return counted().stream()
                .filter(run -> run.standing() == Standing.MATCHED)
                .mapToDouble(JudgedRun::weight)
                .sum();
    }

    private List<JudgedRun> countedOrExpired() {
        return runs.stream().filter(JudgedRun::countedOnce).toList();
    }

    private double ever(List<JudgedRun> some) {
        return Bound.ever(
                some.stream().map(run -> run.atTheTime() == Standing.DIVERGED).toList(), aim.confidence());
    }

    /** Whether the bound is as low as it should be. */
    public boolean suffices() {
        return upperBound() <= aim.rate();
    }

    /** How many clean runs in a row the aim still needs, were they made now. */
    public long cleanRunsNeeded() {
        if (suffices()) {
            return 0;
        }
        long needed = Bound.cleanRunsUntil(countedRuns(), divergedRuns(), aim.rate(), aim.confidence());
        while (aim.halfLifeDays() != null
                && Bound.faded(fadedCleanRuns() + needed, divergedRuns(), aim.confidence()) > aim.rate()) {
            needed++;
        }
        return Math.max(1, needed);
    }

    public Sprt sprt() {
        return Sprt.of(countedRuns(), divergedRuns(), aim.rate(), aim.confidence());
    }

    /** What the sequential test beside the bound says, in one sentence without a full stop. */
    public String sprtWords() {
        Sprt test = sprt();
        String said = switch (test.answer()) {
            case GOOD -> "speaks for a workflow that diverges in " + percent(aim.rate() / 4) + " of its runs";
            case BAD -> "speaks for a workflow that diverges in " + percent(aim.rate()) + " of its runs or more";
            case UNDECIDED -> "is undecided";
        };
        return "the sequential test (SPRT) " + said
                + String.format(
                        Locale.ROOT,
                        ": %.2f, good from %.2f, bad from %.2f",
                        test.logRatio(),
                        test.acceptAt(),
                        test.rejectAt());
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
                + count(countedRuns(), "run", "runs") + (keptRuns() == 0 ? "" : ", " + keptRuns() + " kept by backtest")
                + ": at most " + tenths(upperBound()) + " at "
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
