package dev.understudy.rulebook;

import dev.understudy.rule.Rule;

/** A version of a rule, and where it stands. */
public record StoredRule(Rule rule, RuleState state) {}
