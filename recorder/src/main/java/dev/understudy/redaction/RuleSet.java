package dev.understudy.redaction;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Rules that find a secret by its form or its place.
 *
 * @param rules in the order in which they are tried
 * @param excuses what is no secret whichever rule found it
 */
record RuleSet(List<Rule> rules, List<Excuse> excuses) {
    RuleSet {
        rules = List.copyOf(rules);
        excuses = List.copyOf(excuses);
    }

    /** gitleaks' rules, and those for places. */
    static RuleSet shipped() {
        return Shipped.RULES;
    }

    /** These and {@code more}; of two rules with one id that of {@code more} counts. */
    RuleSet and(RuleSet more) {
        Set<String> replaced = new HashSet<>();
        more.rules.forEach(rule -> replaced.add(rule.id()));
        List<Rule> all = new ArrayList<>(more.rules);
        rules.stream().filter(rule -> !replaced.contains(rule.id())).forEach(all::add);
        List<Excuse> allExcuses = new ArrayList<>(excuses);
        allExcuses.addAll(more.excuses);
        return new RuleSet(all, allExcuses);
    }

    RuleSet without(Set<String> disabled) {
        return new RuleSet(
                rules.stream().filter(rule -> !disabled.contains(rule.id())).toList(), excuses);
    }

    private static final class Shipped {
        static final RuleSet RULES = new RuleSet(Gitleaks.rules(), List.of()).and(Places.rules());
    }
}
