package dev.understudy.runbook.internal;

import dev.understudy.runbook.Placeholder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One word of a template.
 *
 * @param pattern what a typed word has to match
 * @param names the placeholder's name for each group of the pattern; empty for one without a name
 * @param many whether it stands for any number of words: {@code ...}, {@code <options>}, a glob
 * @param loose whether it says nothing: only a placeholder or a variable
 */
record WordPattern(String source, Pattern pattern, List<String> names, boolean many, boolean loose) {
    private static final Pattern MARK = Pattern.compile("__UNDERSTUDY\\d+__");
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{?(\\w+)\\}?");

    /** One program call of a template. */
    record Call(List<WordPattern> words) {
        /**
         * How well the typed words fill the call: 1 word for word, 0 not at all.
         *
         * @param bindings takes the placeholders' values; what it holds already must be the same
         */
        double match(List<String> typed, Map<String, String> bindings) {
            if (words.isEmpty() || words.get(0).loose() || typed.isEmpty()) {
                return 0;
            }
            Map<String, String> trial = new HashMap<>(bindings);
            if (inOrder(words, 0, typed, 0, trial)) {
                bindings.putAll(trial);
                return 1;
            }
            return Options.match(words, typed, bindings);
        }

        static boolean inOrder(
                List<WordPattern> words, int w, List<String> typed, int t, Map<String, String> bindings) {
            int at = t;
            for (int i = w; i < words.size(); i++) {
                WordPattern word = words.get(i);
                if (word.many()) {
                    return many(words, i, typed, at, bindings);
                }
                if (at >= typed.size() || !word.matches(typed.get(at), bindings)) {
                    return false;
                }
                at++;
            }
            return at == typed.size();
        }

        private static boolean many(
                List<WordPattern> words, int w, List<String> typed, int t, Map<String, String> bindings) {
            int least = words.get(w).names().contains("") ? 0 : 1;
            for (int end = typed.size(); end >= t + least; end--) {
                Map<String, String> trial = new HashMap<>(bindings);
                boolean all = typed.subList(t, end).stream()
                        .allMatch(word -> words.get(w).matches(word, trial));
                if (all && inOrder(words, w + 1, typed, end, trial)) {
                    bindings.putAll(trial);
                    return true;
                }
            }
            return false;
        }
    }

    static Call call(List<SimpleCommand.Word> words, Map<String, Placeholder> marks, List<String> variables) {
        List<WordPattern> patterns = new ArrayList<>();
        for (SimpleCommand.Word word : words) {
            patterns.add(of(word, marks, variables));
        }
        return new Call(patterns);
    }

    private static WordPattern of(SimpleCommand.Word word, Map<String, Placeholder> marks, List<String> variables) {
        Matcher variable = VARIABLE.matcher(word.value());
        boolean captured = variable.matches() && variables.contains(variable.group(1));
        if (captured) {
            return new WordPattern(word.value(), Pattern.compile(".*", Pattern.DOTALL), List.of(), false, true);
        }
        StringBuilder pattern = new StringBuilder();
        List<String> names = new ArrayList<>();
        boolean many = word.glob();
        Matcher mark = MARK.matcher(word.value());
        int from = 0;
        while (mark.find()) {
            pattern.append(literal(word.value().substring(from, mark.start()), word.glob()));
            Placeholder placeholder = marks.get(mark.group());
            String name = placeholder == null ? "" : placeholder.name();
            names.add(name);
            many |= name.isEmpty() || plural(name);
            pattern.append("(.+?)");
            from = mark.end();
        }
        String rest = word.value().substring(from);
        pattern.append(from > 0 && rest.equals("/") ? "/?" : literal(rest, word.glob()));
        boolean loose = MARK.matcher(word.value()).matches();
        return new WordPattern(
                word.value(), Pattern.compile(pattern.toString(), Pattern.DOTALL), List.copyOf(names), many, loose);
    }

    private static boolean plural(String name) {
        return name.matches("(?:.*_)?(?:options|args|arguments|flags)");
    }

    private static String literal(String text, boolean glob) {
        StringBuilder pattern = new StringBuilder();
        for (String part : text.split(glob ? "(?=[*?])|(?<=[*?])" : "(?!)")) {
            boolean any = glob && (part.equals("*") || part.equals("?"));
            pattern.append(any ? "[^/]*" : part.isEmpty() ? "" : Pattern.quote(part));
        }
        return pattern.toString();
    }

    /** Whether the typed word fills this one; binds the placeholders if so. */
    boolean matches(String typed, Map<String, String> bindings) {
        Matcher matcher = pattern.matcher(typed);
        if (!matcher.matches()) {
            return false;
        }
        Map<String, String> found = new HashMap<>();
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            String value = matcher.group(i + 1);
            if (name.isEmpty() || value.contains("$") || plural(name)) {
                continue;
            }
            if (value.startsWith("/") && value.length() > 1 && value.endsWith("/")) {
                value = value.substring(0, value.length() - 1);
            }
            String earlier = found.getOrDefault(name, bindings.get(name));
            if (earlier != null && !earlier.equals(value)) {
                return false;
            }
            found.put(name, value);
        }
        bindings.putAll(found);
        return true;
    }
}
