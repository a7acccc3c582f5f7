package dev.understudy.rule;

import dev.understudy.divergence.ComparedRun;
import dev.understudy.divergence.Comparison;
import dev.understudy.divergence.Divergence;
import dev.understudy.divergence.Report;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How a rule fares beside real divergences: how many were injected beside what it hides, and which of them it would hide too.
 *
 * @param injected how many there were
 * @param hidden those that would be hidden, each in words
 */
public record RuleTrial(int injected, List<String> hidden) {
    /** As many as anyone waits for at a preview. */
    private static final int MOST = 200;

    public RuleTrial {
        hidden = List.copyOf(hidden);
    }

    /** Injects into these runs, each in turn, what the rules without the tested one would show. */
    public static RuleTrial of(Rule tested, Rules others, List<ComparedRun> runs, Comparison comparison) {
        List<Rule> all = new ArrayList<>(others.all());
        all.removeIf(rule -> rule.id().equals(tested.id()));
        Rules without = new Rules(all);
        all.add(tested);
        Rules with = new Rules(all);
        int injected = 0;
        List<String> hidden = new ArrayList<>();
        int each = runs.isEmpty() ? 0 : Math.max(1, MOST / runs.size());
        for (ComparedRun run : runs) {
            Report before = without.apply(comparison.report(run));
            Set<String> known =
                    before.divergences().stream().map(RuleTrial::content).collect(Collectors.toSet());
            for (InjectedDivergence one : spread(Injections.of(run, before), each)) {
                Report shown = without.apply(comparison.report(one.run()));
                List<Divergence> made = shown.divergences().stream()
                        .filter(divergence -> !divergence.excused() && !known.contains(content(divergence)))
                        .toList();
                if (!made.isEmpty()) {
                    injected++;
                    if (hidesAll(with.apply(shown), made)) {
                        hidden.add("run " + run.run() + ": " + one.words());
                    }
                }
            }
        }
        return new RuleTrial(injected, hidden);
    }

    /** In one sentence, without a full stop: {@code of 40 injected divergences it would hide 3}. */
    public String words() {
        if (injected == 0) {
            return "no run is there into which divergences could be injected";
        }
        return "of " + injected + " injected " + (injected == 1 ? "divergence" : "divergences") + " it would hide "
                + (hidden.isEmpty() ? "none" : hidden.size());
    }

    private static boolean hidesAll(Report report, List<Divergence> made) {
        Set<String> excused = new HashSet<>();
        report.divergences().stream().filter(Divergence::excused).forEach(one -> excused.add(one.id()));
        return made.stream().allMatch(one -> excused.contains(one.id()));
    }

    /** Evenly over all, so that each sort of injection is among them. */
    private static List<InjectedDivergence> spread(List<InjectedDivergence> all, int most) {
        List<InjectedDivergence> some = new ArrayList<>();
        int step = Math.max(1, (all.size() + most - 1) / Math.max(1, most));
        for (int i = 0; i < all.size(); i += step) {
            some.add(all.get(i));
        }
        return some;
    }

    /** What a divergence says, whatever numbers its sides have. */
    private static String content(Divergence divergence) {
        return Objects.toString(divergence.kind()) + '\n' + divergence.title() + '\n' + divergence.differences();
    }
}
