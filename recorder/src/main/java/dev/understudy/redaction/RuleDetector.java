package dev.understudy.redaction;

import com.google.re2j.Matcher;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Finds what the rules of a {@link RuleSet} describe. One pass finds all keywords of all rules; a rule is then tried on the
 * lines around its keywords alone, as the pattern of each of some 250 rules on all of a text would take a hundred times as
 * long.
 */
final class RuleDetector implements Detector {
    /** A line that is longer is looked at around the keyword, further where a match goes further. */
    private static final int LONG_LINE = 4096;

    private static final int AROUND = 512;
    /** What a rule that goes over several lines is given. */
    private static final int LONG_MATCH = 32 * 1024;
    /** A keyword so near to the end of its line may have its secret in the next. */
    private static final int NEAR_END = 48;

    private final RuleSet set;
    private final List<Rule> rules;
    private final List<Rule> always;
    private final Keywords keywords;
    /** For each keyword the rules that have it. */
    private final int[][] rulesOf;

    RuleDetector(RuleSet set) {
        this.set = set;
        this.rules = set.rules().stream().filter(r -> !r.keywords().isEmpty()).toList();
        this.always = set.rules().stream().filter(r -> r.keywords().isEmpty()).toList();
        TreeSet<String> words = new TreeSet<>();
        rules.forEach(rule -> words.addAll(rule.keywords()));
        this.keywords = new Keywords(words);
        this.rulesOf = new int[keywords.words().size()][];
        for (int word = 0; word < rulesOf.length; word++) {
            String keyword = keywords.words().get(word);
            List<Integer> having = new ArrayList<>();
            for (int rule = 0; rule < rules.size(); rule++) {
                if (rules.get(rule).keywords().contains(keyword)) {
                    having.add(rule);
                }
            }
            rulesOf[word] = having.stream().mapToInt(Integer::intValue).toArray();
        }
    }

    @Override
    public void find(String text, Consumer<Secret> found) {
        Pass pass = new Pass(text, found);
        keywords.scan(text, pass);
        pass.end();
        for (Rule rule : always) {
            match(rule, text, 0, text.length(), found);
        }
    }

    /** One text: where each rule is still to be tried. */
    private final class Pass implements Keywords.Hit {
        private final String text;
        private final Consumer<Secret> found;
        private final int[] from = new int[rules.size()];
        private final int[] to = new int[rules.size()];
        private int lineStart;
        private int lineEnd = -1;
        /** With the next line where that may belong to it. */
        private int nearEnd;

        Pass(String text, Consumer<Secret> found) {
            this.text = text;
            this.found = found;
            Arrays.fill(to, -1);
        }

        @Override
        public void at(int word, int end) {
            if (end > lineEnd) {
                lineStart = text.lastIndexOf('\n', end - 1) + 1;
                lineEnd = goesOn(lineEndFrom(end));
            }
            nearEnd = lineEnd - end < NEAR_END && lineEnd < text.length() ? goesOn(lineEndFrom(lineEnd + 1)) : lineEnd;
            boolean assigned = isAssigned(end);
            String keyword = keywords.words().get(word);
            for (int rule : rulesOf[word]) {
                if (!assigned && rules.get(rule).assignsTo(keyword)) {
                    continue;
                }
                if (rules.get(rule).spansLines()) {
                    int stop = Math.min(text.length(), end + LONG_MATCH);
                    plan(rule, Math.max(lineStart, end - LONG_MATCH), stop == text.length() ? stop : lineEndFrom(stop));
                } else if (nearEnd - lineStart > LONG_LINE) {
                    plan(rule, Math.max(lineStart, end - AROUND), Math.min(nearEnd, end + AROUND));
                } else {
                    plan(rule, lineStart, nearEnd);
                }
            }
        }

        /** Whether an operator follows soon, as {@link Rule#assignsTo} asks; quicker than any pattern. */
        private boolean isAssigned(int end) {
            int stop = Math.min(text.length(), end + 80);
            for (int i = end; i < stop; i++) {
                char c = text.charAt(i);
                if (c == '=' || c == '>' || c == ':' || c == '|' || c == '?' || c == ',') {
                    return true;
                }
                boolean word = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
                if (!word && " \t\r\n_.-'\"[](){}".indexOf(c) < 0) {
                    return false;
                }
            }
            return false;
        }

        private int lineEndFrom(int at) {
            int end = text.indexOf('\n', at);
            return end < 0 ? text.length() : end;
        }

        /** Past the lines that a backslash joins to this one. */
        private int goesOn(int end) {
            int last = end;
            for (int joined = 0;
                    joined < 16 && last > 0 && last < text.length() && text.charAt(last - 1) == '\\';
                    joined++) {
                last = lineEndFrom(last + 1);
            }
            return last;
        }

        private void plan(int rule, int start, int stop) {
            if (to[rule] >= start
                    && (stop - from[rule] <= LONG_LINE || rules.get(rule).spansLines())) {
                to[rule] = Math.max(to[rule], stop);
                return;
            }
            if (to[rule] >= stop) {
                return;
            }
            if (to[rule] >= 0) {
                match(rules.get(rule), text, from[rule], to[rule], found);
            }
            from[rule] = start;
            to[rule] = stop;
        }

        void end() {
            for (int rule = 0; rule < to.length; rule++) {
                if (to[rule] >= 0) {
                    match(rules.get(rule), text, from[rule], to[rule], found);
                }
            }
        }
    }

    /** Tries the rule on a part of the text; on a larger one where a match comes to the edge of a part that cuts a line. */
    private void match(Rule rule, String text, int start, int stop, Consumer<Secret> found) {
        int from = start;
        int to = stop;
        int step = AROUND;
        while (true) {
            List<Secret> secrets = new ArrayList<>();
            boolean before = false;
            boolean behind = false;
            String part = text.substring(from, to);
            if (rule.cannotMatch(part)) {
                return;
            }
            for (Matcher matcher = rule.pattern().matcher(part); matcher.find(); ) {
                before |= matcher.start() == 0;
                behind |= matcher.end() == part.length();
                int group = secretGroup(rule, matcher);
                int first = matcher.start(group);
                int last = matcher.end(group);
                if (last > first
                        && Entropy.of(part, first, last) >= rule.entropy()
                        && !excused(rule, matcher, group, text, from)) {
                    secrets.add(new Secret(from + first, from + last, rule.id()));
                }
            }
            boolean widened = false;
            if (before && from > 0 && text.charAt(from - 1) != '\n') {
                from = Math.max(text.lastIndexOf('\n', from - 1) + 1, from - step);
                widened = true;
            }
            if (behind && to < text.length() && text.charAt(to) != '\n') {
                int lineEnd = text.indexOf('\n', to);
                to = Math.min(lineEnd < 0 ? text.length() : lineEnd, to + step);
                widened = true;
            }
            if (!widened) {
                secrets.forEach(found);
                return;
            }
            step *= 4;
        }
    }

    /**
     * As gitleaks: the group that the rule names, else the first that is not empty, else the whole; but the whole as well
     * where that group is too short to be a secret, or has a name and so another purpose.
     */
    private static int secretGroup(Rule rule, Matcher matcher) {
        if (rule.group() > 0) {
            return rule.group();
        }
        if (rule.namesGroups()) {
            return 0;
        }
        for (int group = 1; group <= matcher.groupCount(); group++) {
            if (matcher.end(group) > matcher.start(group)) {
                return matcher.end(group) - matcher.start(group) < 6 && !Places.has(rule) ? 0 : group;
            }
        }
        return 0;
    }

    private boolean excused(Rule rule, Matcher matcher, int group, String text, int offset) {
        if (rule.excuses().isEmpty() && set.excuses().isEmpty()) {
            return false;
        }
        String secret = matcher.group(group);
        String match = matcher.group();
        String line = line(text, offset + matcher.start(), offset + matcher.end());
        return set.excuses().stream().anyMatch(excuse -> excuse.applies(rule.id(), secret, match, line))
                || rule.excuses().stream().anyMatch(excuse -> excuse.applies(rule.id(), secret, match, line));
    }

    private static String line(String text, int start, int end) {
        int from = text.lastIndexOf('\n', start) + 1;
        int to = text.indexOf('\n', end);
        return text.substring(Math.min(from, start), to < 0 ? text.length() : to);
    }
}
