package dev.understudy.runbook.internal;

import dev.understudy.runbook.CommandForm;
import dev.understudy.runbook.CommandKind;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Commands that are read by another program than the shell: SQL, queries, the lines of a console. */
final class Statements {
    private Statements() {}

    private static final Pattern SQL = Pattern.compile(
            "(?i)^\\s*(?:select\\s.+|insert\\s+into\\s.+|update\\s+\\S+\\s+set\\s.+|delete\\s+from\\s.+|alter\\s+(?:table|system|role|user|database|keyspace|cluster)\\b.+|(?:create|drop)\\s+(?:or\\s+replace\\s+)?(?:table|database|user|role|(?:unique\\s+)?index|keyspace|extension|schema|view|materialized|trigger|function|sequence|publication|subscription|type|tablespace)\\b.+|show\\s+(?:\\w+\\s*){1,40};|grant\\s.+\\sto\\s.+|revoke\\s.+\\sfrom\\s.+|set\\s+(?:global|session|cluster)\\s.+|explain\\s.+|vacuum\\b.*;|reindex\\s.+;|kill\\s+\\d+;|copy\\s*\\(.+|start\\s+(?:slave|replica).*;|stop\\s+(?:slave|replica).*;|db\\.\\w+.*)$");
    private static final Pattern QUERY_LEAD = Pattern.compile(
            "(?i)\\b(?:search(?:ing)? for|search query|query(?:ing)?|queries|filter(?: by)?|expression)\\b[^.]{0,60}:$");
    private static final Pattern CONSOLE_NAMED = Pattern.compile(
            "(?i)\\b(?:consoles?|repl|interactive|(?:mongo|python|rails|django) ?(?:sh|shell)|mongo|shell prompt)\\b");
    private static final Pattern ILLUSTRATION = Pattern.compile(
            "(?i)\\b(?:schemas?|definition|structure|looks? like|was created|is defined|reflects?|equivalent)\\b");
    private static final Pattern IMPERATIVE = Pattern.compile(
            "(?i)\\b(?:run|execute|enter|type|issue|paste|apply|use|create|load|add|insert|drop|update|alter)\\b");
    /** An expression over metrics: a name of several words with labels, an operator or a function around it. */
    private static final Pattern METRICS = Pattern.compile(
            "^\\(*(?:(?:sum|rate|irate|increase|avg|max|min|count|topk|bottomk|histogram_quantile|absent|delta|deriv|predict_linear|label_replace|avg_over_time|max_over_time|count_over_time)\\s*(?:\\(|by\\b|without\\b).*|[a-z][a-z0-9]*(?:[_:][a-z0-9]+){2,}\\s*(?:\\{.*|\\[\\d+[smhd]\\].*|[-+*/<>=!]=?\\s.*|\\).*))$",
            Pattern.DOTALL);

    private static final Pattern CLIENT = Pattern.compile(
            "(?i).*\\b(?:console|irb|pry|psql|mysql|mariadb|cqlsh|mongo|mongosh|redis-cli|sqlite3|rails c|gitlab-psql)\\b.*",
            Pattern.DOTALL);
    private static final Pattern CONSOLE_LEAD = Pattern.compile(
            "(?i)\\b(?:consoles?|irb|pry|repl|interactive|shell|prompt|commands?|run|running|execute|mongo(?:sh)?|redis-cli|enter|type)\\b");

    static boolean looksLikeSql(String line) {
        return SQL.matcher(line).matches();
    }

    static boolean queryAnnounced(String lead) {
        return QUERY_LEAD.matcher(lead.strip()).find();
    }

    static boolean looksLikeMetrics(String text) {
        return METRICS.matcher(text.strip()).matches();
    }

    /** Whether a command opens the console of another program, so that what comes next may be typed there. */
    static boolean opensConsole(String command) {
        return CLIENT.matcher(command).matches();
    }

    /** How many lines from this one on are one statement: to the next semicolon at the end of a line, else one. */
    static int length(List<String> lines, int from) {
        for (int i = from; i < lines.size() && !lines.get(i).isBlank(); i++) {
            if (lines.get(i).stripTrailing().endsWith(";")) {
                return i - from + 1;
            }
        }
        return 1;
    }

    /** Whether a sentence says that the statements after it are shown, and not to be run. */
    static boolean illustrates(String lead) {
        return ILLUSTRATION.matcher(lead).find() && !IMPERATIVE.matcher(lead).find();
    }

    /** Whether the words around a block say that it is typed into a console. Languages of programs need clearer ones. */
    static boolean console(String words, String language) {
        boolean program = language.startsWith("py") || language.startsWith("j");
        return (program ? CONSOLE_NAMED : CONSOLE_LEAD).matcher(words).find();
    }

    /** The whole block as one command. */
    static CodeReader.Reading whole(Block.Code block, CommandKind kind) {
        int first = 0;
        while (first < block.lines().size() && block.lines().get(first).isBlank()) {
            first++;
        }
        String text = String.join("\n", block.lines()).strip();
        if (text.isEmpty()) {
            return CodeReader.Reading.NOTHING;
        }
        CommandForm form = block.fenced() ? CommandForm.FENCE : CommandForm.INDENTED;
        return new CodeReader.Reading(List.of(new FoundCommand(block.line() + first, text, form, kind, null)), null);
    }

    /** One command for each statement; a statement ends with a semicolon at the end of a line. */
    static CodeReader.Reading sql(Block.Code block) {
        CommandForm form = block.fenced() ? CommandForm.FENCE : CommandForm.INDENTED;
        List<FoundCommand> commands = new ArrayList<>();
        List<String> open = new ArrayList<>();
        int start = 0;
        for (int i = 0; i < block.lines().size(); i++) {
            String line = block.lines().get(i);
            if (open.isEmpty()
                    && (line.isBlank()
                            || line.strip().startsWith("--")
                            || line.strip().startsWith("#"))) {
                continue;
            }
            if (open.isEmpty()) {
                start = i;
            }
            open.add(line);
            if (line.stripTrailing().endsWith(";")
                    || line.strip().startsWith("\\")
                    || line.stripTrailing().endsWith("\\G")) {
                commands.add(new FoundCommand(
                        block.line() + start, String.join("\n", open).strip(), form, CommandKind.SQL, null));
                open.clear();
            }
        }
        String rest = String.join("\n", open).strip();
        if (!rest.isEmpty()) {
            commands.add(new FoundCommand(block.line() + start, rest, form, CommandKind.SQL, null));
        }
        return new CodeReader.Reading(commands, null);
    }

    /** One past the last line of the statement that begins after a prompt on line {@code from}. */
    static int end(List<String> lines, int from, Prompts.Prompted prompted, Prompts prompts) {
        if (prompted.kind() != CommandKind.SQL
                || prompted.command().stripTrailing().matches(".*(?:;|\\\\G)")
                || prompted.command().startsWith("\\")) {
            return from + 1;
        }
        for (int i = from + 1; i < lines.size() && prompts.strip(lines.get(i)) == null; i++) {
            if (lines.get(i).stripTrailing().matches(".*(?:;|\\\\G)")) {
                return i + 1;
            }
            if (lines.get(i).isBlank()) {
                break;
            }
        }
        return from + 1;
    }

    static String join(List<String> lines, int from, int end, Prompts.Prompted prompted) {
        List<String> text = new ArrayList<>(List.of(prompted.command()));
        for (int i = from + 1; i < end; i++) {
            text.add(lines.get(i).replaceFirst("^\\s*(?:->|\\.\\.\\.)\\s?", ""));
        }
        return String.join("\n", text);
    }
}
