package dev.understudy.redaction;

import com.google.re2j.Matcher;
import java.util.Locale;
import java.util.function.Consumer;

/** Finds what the rules of a {@link RuleSet} describe. */
final class RuleDetector implements Detector {
    private final RuleSet set;

    RuleDetector(RuleSet set) {
        this.set = set;
    }

    @Override
    public void find(String text, Consumer<Secret> found) {
        String lower = text.toLowerCase(Locale.ROOT);
        for (RuleSet.Rule rule : set.rules()) {
            if (rule.keywords().isEmpty() || rule.keywords().stream().anyMatch(lower::contains)) {
                find(rule, text, found);
            }
        }
    }

    private void find(RuleSet.Rule rule, String text, Consumer<Secret> found) {
        Matcher matcher = rule.pattern().matcher(text);
        while (matcher.find()) {
            int group = secretGroup(rule, matcher);
            int start = matcher.start(group);
            int end = matcher.end(group);
            if (end > start && Entropy.of(text, start, end) >= rule.entropy() && !excused(rule, matcher, group, text)) {
                found.accept(new Secret(start, end, rule.id()));
            }
        }
    }

    /** As gitleaks: the group that the rule names, else the first that is not empty, else the whole. */
    private static int secretGroup(RuleSet.Rule rule, Matcher matcher) {
        if (rule.group() > 0) {
            return rule.group();
        }
        for (int group = 1; group <= matcher.groupCount(); group++) {
            if (matcher.end(group) > matcher.start(group)) {
                return group;
            }
        }
        return 0;
    }

    private boolean excused(RuleSet.Rule rule, Matcher matcher, int group, String text) {
        String secret = text.substring(matcher.start(group), matcher.end(group));
        String match = matcher.group();
        String line = line(text, matcher.start(), matcher.end());
        return set.allowed().applies(secret, match, line)
                || rule.excuses().stream().anyMatch(excuse -> excuse.applies(secret, match, line));
    }

    private static String line(String text, int start, int end) {
        int from = text.lastIndexOf('\n', start) + 1;
        int to = text.indexOf('\n', end);
        return text.substring(Math.min(from, start), to < 0 ? text.length() : to);
    }
}
