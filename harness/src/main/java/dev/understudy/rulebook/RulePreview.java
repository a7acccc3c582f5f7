package dev.understudy.rulebook;

import dev.understudy.divergence.Verdict;
import dev.understudy.rule.RuleTrial;
import java.util.List;

/**
 * What a change of the rules would do, before it is done.
 *
 * @param runs how many stored runs were scored anew
 * @param flips the runs whose verdict or evidence would change
 * @param hides the divergences that would be hidden and are not now
 * @param shows the divergences that would no longer be hidden
 * @param trial how the rule fares beside injected divergences; without any where a rule is ended
 * @param needsTwo why the change needs a second person, each a clause; empty where one is enough
 */
public record RulePreview(
        int runs,
        List<Flip> flips,
        List<HiddenDivergence> hides,
        List<HiddenDivergence> shows,
        RuleTrial trial,
        List<String> needsTwo) {
    public RulePreview {
        flips = List.copyOf(flips);
        hides = List.copyOf(hides);
        shows = List.copyOf(shows);
        needsTwo = List.copyOf(needsTwo);
    }

    /** A run that would be judged otherwise. @param countedBefore whether it counts as evidence now */
    public record Flip(String run, Verdict before, Verdict after, boolean countedBefore, boolean countedAfter) {}
}
