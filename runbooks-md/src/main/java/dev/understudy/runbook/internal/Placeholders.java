package dev.understudy.runbook.internal;

import dev.understudy.runbook.CommandKind;
import dev.understudy.runbook.Placeholder;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds what the operator has to replace in a command, in all the forms that authors use for it. */
final class Placeholders {
    private static final Pattern ANGLED =
            Pattern.compile("(?<![<\\w]<|<)<(?=[\\p{L}_$\\[{.#])[^<>\\n]{0,80}?[^<>\\s]>|<[\\p{L}]>");
    private static final Pattern MUSTACHE = Pattern.compile("\\{\\{-?\\s*(?![.#/$])[\\w][\\w. -]*?\\s*-?\\}\\}");
    private static final Pattern VARIABLE =
            Pattern.compile("\\$\\{([A-Za-z_]\\w*)\\}|\\$([A-Za-z_]\\w*)|\\$\\{([A-Za-z_]\\w*)[:#%/,^@].*?\\}");
    private static final Pattern CAPITALS =
            Pattern.compile("(?<![\\w${%\\\\.-])[A-Z][A-Z0-9]*(?:[_-][A-Z0-9]+)*(?![\\w(])");
    private static final Pattern DOTS = Pattern.compile("(?<![^\\s\"'=,])(?:\\.{3,}|…)(?![^\\s\"',])");
    private static final Pattern VERSION = Pattern.compile(
            "(?<![A-Za-z0-9])(?:[XxYyZzN]\\.)+[XxYyZzN](?![A-Za-z0-9])|\\d+\\.(?:\\d+\\.)?[XxYy](?![A-Za-z0-9])|\\bX{2,}\\b|\\bx{3,}\\b");
    private static final Pattern BRACED =
            Pattern.compile("(?<![\\w$%{'.])\\{[A-Za-z][\\w-]*\\}(?!\\})|(?<=[/=:-])\\{[A-Za-z][\\w-]*\\}(?!\\})");
    private static final Pattern YOURS = Pattern.compile(
            "(?i)(?<![\\w-])(?:your|my-own)[-_][\\w-]+|(?<![\\w-])<?(?:insert|replace|changeme)[-_][\\w-]+");
    private static final Pattern SQUARE = Pattern.compile("(?<![\\w.$@])\\[[a-z][a-z0-9_ -]{2,40}\\](?![\\w.(])");

    private static final Set<String> ENVIRONMENT = Set.of(
            "HOME",
            "PATH",
            "USER",
            "PWD",
            "SHELL",
            "HOSTNAME",
            "EDITOR",
            "TERM",
            "TMPDIR",
            "KUBECONFIG",
            "RANDOM",
            "OLDPWD",
            "LANG",
            "UID",
            "GOPATH",
            "GOBIN",
            "LOGNAME",
            "PS1",
            "IFS",
            "SECONDS",
            "BASH",
            "REPLY",
            "PPID",
            "OSTYPE",
            "DOLLAR");
    private static final Set<String> NO_PLACEHOLDERS = WordList.load("capitals.txt");

    private Placeholders() {}

    /**
     * The placeholders of a command in order.
     *
     * @param assigned variables that the document gives a value before this command is over
     * @param declared words that the prose beside the command asks to replace
     */
    static List<Placeholder> in(String text, CommandKind kind, Set<String> assigned, Set<String> declared) {
        Map<Integer, String> found = new LinkedHashMap<>();
        String rest = text;
        rest = take(rest, ANGLED, found);
        rest = take(rest, MUSTACHE, found);
        for (String word : declared) {
            rest = take(rest, Pattern.compile("(?<![\\w<{$-])" + Pattern.quote(word) + "(?![\\w-])"), found);
        }
        rest = variables(rest, kind, assigned, found);
        rest = take(rest, YOURS, found);
        String unquoted = kind == CommandKind.SHELL ? withoutQuoted(rest) : "";
        rest = take(rest, VERSION, found);
        take(unquoted, DOTS, found);
        take(unquoted, BRACED, found);
        capitals(unquoted, found);
        return found.entrySet().stream()
                .sorted(Comparator.comparingInt(Map.Entry::getKey))
                .map(Map.Entry::getValue)
                .distinct()
                .map(Placeholder::of)
                .toList();
    }

    /** The text with what the pattern found blanked out, so that no part of it is found again. */
    private static String take(String text, Pattern pattern, Map<Integer, String> found) {
        Matcher matcher = pattern.matcher(text);
        StringBuilder rest = new StringBuilder(text);
        while (matcher.find()) {
            found.put(matcher.start(), matcher.group());
            blank(rest, matcher.start(), matcher.end());
        }
        return rest.toString();
    }

    private static String variables(String text, CommandKind kind, Set<String> assigned, Map<Integer, String> found) {
        Matcher matcher = VARIABLE.matcher(text);
        StringBuilder rest = new StringBuilder(text);
        boolean[] literal = singleQuoted(text);
        while (matcher.find()) {
            String name = matcher.group(1) != null
                    ? matcher.group(1)
                    : matcher.group(2) != null ? matcher.group(2) : matcher.group(3);
            boolean ours = kind == CommandKind.SHELL && matcher.group(3) == null && !literal[matcher.start()];
            if (ours && !assigned.contains(name) && !ENVIRONMENT.contains(name)) {
                found.put(matcher.start(), matcher.group());
            }
            blank(rest, matcher.start(), matcher.end());
        }
        return rest.toString();
    }

    private static void capitals(String text, Map<Integer, String> found) {
        Matcher matcher = CAPITALS.matcher(text);
        while (matcher.find()) {
            String word = matcher.group();
            boolean key = matcher.end() < text.length() && text.charAt(matcher.end()) == '=';
            boolean compound = word.contains("_") || word.contains("-");
            boolean option = matcher.start() > 0 && text.charAt(matcher.start() - 1) == '-';
            if (!key && !option && (compound || word.length() >= 4) && !NO_PLACEHOLDERS.contains(word)) {
                found.put(matcher.start(), word);
            }
        }
    }

    private static void blank(StringBuilder text, int from, int to) {
        for (int i = from; i < to; i++) {
            text.setCharAt(i, ' ');
        }
    }

    /** The text with what stands in single quotes, and here-documents, blanked out. */
    private static String withoutQuoted(String text) {
        StringBuilder rest = new StringBuilder(text);
        boolean[] literal = singleQuoted(text);
        Matcher here = Pattern.compile("<<-?\\s*['\"]?(\\w+)").matcher(text);
        int end = here.find() ? text.indexOf('\n', here.end()) : -1;
        for (int i = 0; i < text.length(); i++) {
            if (literal[i] || (end >= 0 && i >= end)) {
                rest.setCharAt(i, ' ');
            }
        }
        if (end >= 0 || here.reset().find()) {
            here.reset();
            while (here.find()) {
                blank(rest, here.start(), here.end());
            }
        }
        return rest.toString();
    }

    private static boolean[] singleQuoted(String text) {
        boolean[] literal = new boolean[text.length()];
        boolean single = false;
        boolean twice = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' && !single) {
                i++;
            } else if (c == '"' && !single) {
                twice = !twice;
            } else if (c == '\'' && !twice) {
                single = !single;
            } else {
                literal[i] = single;
            }
        }
        return literal;
    }
}
