package dev.understudy.promotion;

import dev.understudy.control.Incident;
import dev.understudy.evidence.Aim;
import dev.understudy.operation.NotObserved;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a workflow's promotion asks.
 *
 * @param aim the divergence rate, the confidence, and how old evidence may be
 * @param leastRuns that count
 * @param leastOperators who worked in the runs that count
 * @param leastTargets on which they took place
 * @param leastDays on which they ended, in UTC
 * @param twoPeople whether one asks and another confirms
 * @param neverPromotable whether the workflow stays a shadow whatever it shows
 * @param daysLive after how many days a promotion ends by itself; null for never
 * @param authors who wrote the workflow, beside those whom its code names
 * @param changeWindows when it may be promoted and started live; always where empty
 * @param demoteOn what takes it off the stage by itself; the run in which it happened is held or has ended
 * @param notObserved what its shadow does whose operator went on without a predicted write; null for what its author chose
 */
public record Policy(
        Aim aim,
        int leastRuns,
        int leastOperators,
        int leastTargets,
        int leastDays,
        boolean twoPeople,
        boolean neverPromotable,
        @Nullable Integer daysLive,
        List<ChangeWindow> changeWindows,
        List<String> authors,
        Set<Incident.Kind> demoteOn,
        @Nullable NotObserved notObserved) {
    /** Below 10 % at 95 %, by the work of two operators; a promotion by one person who is not the author. */
    public static final Policy DEFAULT = new Policy(Aim.DEFAULT, 1, 2, 1, 1, false, false, null, List.of());

    public Policy {
        changeWindows = List.copyOf(changeWindows);
        authors = List.copyOf(authors);
        demoteOn = Set.copyOf(demoteOn);
    }

    /** One that names no authors, is demoted by all that goes wrong, and whose shadow does as its author chose. */
    public Policy(
            Aim aim,
            int leastRuns,
            int leastOperators,
            int leastTargets,
            int leastDays,
            boolean twoPeople,
            boolean neverPromotable,
            @Nullable Integer daysLive,
            List<ChangeWindow> changeWindows) {
        this(
                aim,
                leastRuns,
                leastOperators,
                leastTargets,
                leastDays,
                twoPeople,
                neverPromotable,
                daysLive,
                changeWindows,
                List.of(),
                EnumSet.allOf(Incident.Kind.class),
                null);
    }

    public boolean opensAt(Instant at) {
        return changeWindows.isEmpty() || changeWindows.stream().anyMatch(window -> window.isOpen(at));
    }
}
