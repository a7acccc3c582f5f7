package dev.understudy.pages;

import dev.understudy.evidence.Bound;
import dev.understudy.evidence.Evidence;
import dev.understudy.evidence.JudgedRun;
import dev.understudy.evidence.Standing;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How the bound on the divergence rate came down with each run that counts, as points of a small picture 340 wide and 120
 * high.
 *
 * @param curve the points of the line: {@code x,y x,y …}
 * @param goalY the height of the rate that is asked for
 * @param goal that rate, said
 * @param last the bound as it is, said
 */
public record BoundPicture(String curve, List<Dot> dots, double goalY, String goal, String last, int runs) {
    private static final double LEFT = 34;
    private static final double RIGHT = 332;
    private static final double TOP = 8;
    private static final double BOTTOM = 100;

    public BoundPicture {
        dots = List.copyOf(dots);
    }

    /** One run that counts. */
    public record Dot(double x, double y, boolean diverged, String run) {}

    static BoundPicture of(Evidence evidence) {
        List<JudgedRun> counted = evidence.counted();
        double confidence = evidence.aim().confidence();
        StringBuilder curve = new StringBuilder(point(LEFT, TOP));
        List<Dot> dots = new ArrayList<>();
        List<Boolean> diverged = new ArrayList<>();
        int most = Math.max(counted.size(), 10);
        double bound = 1;
        for (int i = 0; i < counted.size(); i++) {
            boolean against = counted.get(i).standing() == Standing.DIVERGED;
            diverged.add(against);
            bound = Bound.ever(diverged, confidence);
            double x = LEFT + (RIGHT - LEFT) * (i + 1) / most;
            curve.append(' ').append(point(x, y(bound)));
            dots.add(new Dot(round(x), round(y(bound)), against, counted.get(i).run()));
        }
        double rate = evidence.aim().rate();
        return new BoundPicture(curve.toString(), dots, round(y(rate)), percent(rate), percent(bound), counted.size());
    }

    private static double y(double rate) {
        return BOTTOM - (BOTTOM - TOP) * rate;
    }

    private static String point(double x, double y) {
        return round(x) + "," + round(y);
    }

    private static double round(double value) {
        return Math.round(value * 10) / 10.0;
    }

    private static String percent(double share) {
        double percent = Math.ceil(share * 1000 - 1e-6) / 10;
        return (percent == Math.rint(percent)
                        ? Long.toString(Math.round(percent))
                        : String.format(Locale.ROOT, "%.1f", percent))
                + " %";
    }
}
