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
            Pattern.compile("(?<![\\w${%\\\\])[A-Z][A-Z0-9]*(?:[_-][A-Z0-9]+){0,40}(?![\\w(])");
    private static final Pattern DOTS = Pattern.compile("(?<![^\\s\"'=,])(?:\\.{3,}|…)(?![^\\s\"',])");
    private static final Pattern VERSION = Pattern.compile(
            "(?<![A-Za-uw-z0-9.])(?:[XxYyZzN]\\.){1,40}[XxYyZzN](?![A-Za-z0-9])|\\d+\\.(?:\\d+\\.)?[XxYy](?![A-Za-z0-9])|(?<![\\w-])X{2,}\\b|\\b(?<!-)x{3,}\\b");
    private static final Pattern BRACED =
            Pattern.compile("(?<![\\w$%{'.])\\{[A-Za-z][\\w-]*\\}(?!\\})|(?<=[/=:.-])\\{[A-Za-z][\\w-]*\\}(?!\\})");
    private static final Pattern YOURS = Pattern.compile(
            "(?i)(?<![\\w-])(?:your|my-own)[-_][\\w-]+|(?<![\\w-])<?(?:insert|replace|changeme)[-_][\\w-]+");
    private static final Pattern SQUARE = Pattern.compile("(?<=[\\s=])\\[[a-z]{2,}(?:[ _-][a-z]+){1,40}\\](?=\\s|$)");

    /** A Rake task with the names of its arguments in place of their values. */
    private static final Pattern TASK = Pattern.compile("(?<!\\w)[a-z_]+(?::[a-z_]+){1,40}\\[([^\\]]*)\\]");

    private static final Pattern QUOTED = Pattern.compile("\"[^\"\\n]*\"|'[^'\\n]*'");

    /** Words of two or three capitals that stand for something; others are mostly names of formats. */
    private static final Set<String> SHORT = Set.of(
            "PID", "POD", "VM", "DB", "NS", "OSD", "MON", "PVC", "PV", "VMI", "PG", "APP", "ENV", "KEY", "TAG", "ORG");

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
     * @param assigned variables to which a command of the document gives a value
     * @param declared words that the prose beside the command asks to replace
     */
    static List<Placeholder> in(
            String text, CommandKind kind, ShellGrammar grammar, Set<String> assigned, Set<String> declared) {
        Map<Integer, String> found = new LinkedHashMap<>();
        boolean shell = kind == CommandKind.SHELL;
        boolean[] raw = shell ? grammar.raw(text, true) : new boolean[text.length()];
        boolean[] single = shell ? grammar.raw(text, false) : raw;
        String rest = text;
        rest = take(rest, ANGLED, found);
        rest = take(rest, MUSTACHE, found);
        for (String word : declared) {
            rest = take(rest, Pattern.compile("(?<![\\w<{$=-])" + Pattern.quote(word) + "(?![\\w-])"), found);
        }
        rest = variables(rest, shell, single, assigned, found);
        rest = take(rest, YOURS, found);
        taskArguments(rest, found);
        rest = take(rest, VERSION, found);
        if (shell) {
            String unquoted = without(rest, raw);
            take(unquoted, DOTS, found);
            take(unquoted, BRACED, found);
            take(unquoted, SQUARE, found);
        }
        capitals(rest, kind, raw, assigned, found);
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

    private static String variables(
            String text, boolean shell, boolean[] raw, Set<String> assigned, Map<Integer, String> found) {
        Matcher matcher = VARIABLE.matcher(text);
        StringBuilder rest = new StringBuilder(text);
        while (matcher.find()) {
            String plain = matcher.group(1) != null ? matcher.group(1) : matcher.group(2);
            boolean open = plain != null && !raw[matcher.start()] && (shell || plain.matches("[A-Z][A-Z0-9_]+"));
            if (open && !assigned.contains(plain) && !ENVIRONMENT.contains(plain)) {
                found.put(matcher.start(), matcher.group());
            }
            blank(rest, matcher.start(), matcher.end());
        }
        return rest.toString();
    }

    private static void taskArguments(String text, Map<Integer, String> found) {
        Matcher task = TASK.matcher(text);
        while (task.find()) {
            Matcher argument = Pattern.compile("(?<![^,\\s])[a-z]+(?:_[a-z]+){0,40}(?![^,\\s])")
                    .matcher(task.group(1));
            while (argument.find()) {
                if (!argument.group().matches("true|false|nil")) {
                    found.put(task.start(1) + argument.start(), argument.group());
                }
            }
        }
    }

    private static void capitals(
            String text, CommandKind kind, boolean[] raw, Set<String> assigned, Map<Integer, String> found) {
        boolean[] quoted = kind == CommandKind.SHELL ? raw : quoted(text);
        Matcher matcher = CAPITALS.matcher(text);
        while (matcher.find()) {
            int start = matcher.start();
            String word = matcher.group();
            boolean compound = word.contains("_") || word.contains("-");
            boolean inside = quoted[start];
            if (kind == CommandKind.SHELL ? inside && !(compound && plain(text, raw, start)) : !inside) {
                continue;
            }
            if (!isKey(text, matcher.end())
                    && !isOption(text, start)
                    && (compound || word.length() >= 4 || SHORT.contains(word))
                    && !word.matches(".*-\\d+(?:-.*)?")
                    && !(assigned.contains(word) && text.startsWith("read "))
                    && !NO_PLACEHOLDERS.contains(word)) {
                found.put(start, word);
            }
        }
    }

    /** Whether what follows makes the word the name of a value: {@code NAME=value}, a column {@code NAME:.metadata.name}. */
    private static boolean isKey(String text, int end) {
        return end < text.length()
                && (text.charAt(end) == '='
                        || text.substring(end).matches("(?s):(?:\\s|\\.|\\{|metadata|spec|status).*"));
    }

    /** Whether the word is the rest of an option: {@code -XPOST}, {@code -DNAME}. */
    private static boolean isOption(String text, int start) {
        int begin = start;
        while (begin > 0 && !Character.isWhitespace(text.charAt(begin - 1))) {
            begin--;
        }
        return text.substring(begin, start).matches("-{1,2}\\w*");
    }

    /** Whether the raw text around this place is plain, and no program in a language of its own (jq, awk, jsonpath). */
    private static boolean plain(String text, boolean[] raw, int at) {
        int from = at;
        while (from > 0 && raw[from - 1]) {
            from--;
        }
        int to = at;
        while (to < raw.length && raw[to]) {
            to++;
        }
        return !text.substring(from, to).matches("(?s).*(?:\\{[.%{]|@\\.|==|\\||\\.\\[|print|\\n).*");
    }

    private static boolean[] quoted(String text) {
        boolean[] quoted = new boolean[text.length()];
        Matcher matcher = QUOTED.matcher(text);
        while (matcher.find()) {
            java.util.Arrays.fill(quoted, matcher.start(), matcher.end(), true);
        }
        return quoted;
    }

    private static void blank(StringBuilder text, int from, int to) {
        for (int i = from; i < to; i++) {
            text.setCharAt(i, ' ');
        }
    }

    private static String without(String text, boolean[] raw) {
        StringBuilder rest = new StringBuilder(text);
        for (int i = 0; i < text.length(); i++) {
            if (raw[i]) {
                rest.setCharAt(i, ' ');
            }
        }
        return rest.toString();
    }
}
