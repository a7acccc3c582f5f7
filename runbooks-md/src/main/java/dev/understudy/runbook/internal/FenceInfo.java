package dev.understudy.runbook.internal;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What stands after a fence: the language, and attributes in any of the forms seen in the wild ({@code {name=drain}},
 * {@code {"name":"drain"}}, {@code {.bash data-prompt="$"}}, {@code title="x"}).
 *
 * @param language lower-case; empty where there is none
 */
record FenceInfo(String language, Map<String, String> attributes) {
    /** What a fence's language says about its content. */
    enum Tongue {
        SHELL,
        /** None, or one that says nothing: {@code text}. */
        VAGUE,
        SQL,
        /** A language with a console into which commands are typed. */
        CONSOLE,
        QUERY,
        /** Data or a program: no commands, unless a prompt says otherwise. */
        OTHER,
        /** Printed by a command. */
        OUTPUT
    }

    private static final Set<String> SHELL = Set.of(
            "bash",
            "sh",
            "shell",
            "zsh",
            "ksh",
            "dash",
            "fish",
            "console",
            "shell-session",
            "shellsession",
            "sh-session",
            "bash-session",
            "terminal",
            "term",
            "cli",
            "cmd",
            "command",
            "commands",
            "commandline",
            "command-line",
            "shellscript",
            "shell-script",
            "bash-script",
            "ssh",
            "powershell",
            "pwsh",
            "azurecli",
            "azurecli-interactive",
            "kubectl",
            "aws",
            "bat",
            "prompt");
    private static final Set<String> VAGUE = Set.of(
            "",
            "text",
            "txt",
            "plain",
            "plaintext",
            "plain-text",
            "nohighlight",
            "no-highlight",
            "none",
            "default",
            "code",
            "code-block",
            "raw",
            "copy",
            "example",
            "highlight",
            "sourcecode");
    private static final Set<String> SQL = Set.of(
            "sql", "mysql", "psql", "postgres", "postgresql", "pgsql", "plpgsql", "cql", "cassandra", "sqlite", "tsql");
    private static final Set<String> CONSOLE = Set.of(
            "ruby",
            "rb",
            "irb",
            "pry",
            "mongo",
            "mongodb",
            "mongosh",
            "redis",
            "pycon",
            "python-repl",
            "javascript",
            "js",
            "python");
    private static final Set<String> QUERY = Set.of(
            "promql",
            "logql",
            "traceql",
            "metricsql",
            "kql",
            "kusto",
            "esql",
            "lucene",
            "cypher",
            "influxql",
            "flux",
            "dql");
    private static final Set<String> OUTPUT = Set.of("output", "log", "logs", "console-output", "stdout");

    private static final Pattern ATTRIBUTE =
            Pattern.compile("\"?([\\w-]+)\"?\\s*[=:]\\s*(?:\"([^\"]*)\"|'([^']*)'|([^\\s,}\"']+))");

    static FenceInfo of(String info) {
        String text = info.strip();
        Map<String, String> attributes = new LinkedHashMap<>();
        Matcher braces = Pattern.compile("\\{(.*)\\}").matcher(text);
        String inside = braces.find() ? braces.group(1).strip() : "";
        String before =
                braces.reset().find() ? text.substring(0, braces.start()).strip() : text;
        Matcher attribute = ATTRIBUTE.matcher(inside.isEmpty() ? afterWord(before) : inside + " " + afterWord(before));
        while (attribute.find()) {
            String value = attribute.group(2) != null
                    ? attribute.group(2)
                    : attribute.group(3) != null ? attribute.group(3) : attribute.group(4);
            attributes.putIfAbsent(attribute.group(1), value);
        }
        return new FenceInfo(
                language(before, inside, braces.reset().find() ? text.substring(braces.end()) : ""), attributes);
    }

    private static String afterWord(String text) {
        int space = text.indexOf(' ');
        return space < 0 ? "" : text.substring(space + 1);
    }

    private static String language(String before, String inside, String after) {
        String word = before.isEmpty() ? "" : before.split("[\\s,:;]+", 2)[0];
        if (word.isEmpty() && inside.startsWith(".")) {
            word = inside.substring(1).split("[\\s,]+", 2)[0];
        } else if (word.isEmpty() && !inside.contains("=") && !inside.contains(":")) {
            word = after.isBlank() ? inside.split("\\s+", 2)[0] : after.strip().split("\\s+", 2)[0];
        }
        return Vocabulary.lower(word.replaceFirst("^[.]", "").replaceFirst("^language-", ""));
    }

    Tongue tongue() {
        String kind = attributes.getOrDefault("kind", "");
        if (OUTPUT.contains(language) || kind.equals("output")) {
            return Tongue.OUTPUT;
        }
        if (kind.equals("query") || QUERY.contains(language)) {
            return Tongue.QUERY;
        }
        if (SHELL.contains(language)) {
            return Tongue.SHELL;
        }
        if (VAGUE.contains(language)) {
            return Tongue.VAGUE;
        }
        if (SQL.contains(language)) {
            return Tongue.SQL;
        }
        return CONSOLE.contains(language) ? Tongue.CONSOLE : Tongue.OTHER;
    }
}
