package dev.understudy.runbook.internal;

import dev.understudy.runbook.CommandKind;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The prompts that authors copy along with their commands. */
final class Prompts {
    /** @param command what stands after the prompt */
    record Prompted(String command, CommandKind kind) {}

    private static final Pattern DOLLAR = Pattern.compile(
            "^\\s*(?:\\(\\S+\\)\\s*)?\\$>?\\s+(?=\\S)|^\\s*\\$(?=[a-z][\\w.-]*\\s)|^\\s*[%❯➜»]\\s+(?=[a-z./])");
    private static final Pattern HOST = Pattern.compile(
            "^\\s*(?:\\(\\S+\\)\\s*)?\\[?[\\w.-]+@[\\w.-]+(?:[:\\s][^\\s$#>]*)?\\]?\\s?[$#%>]\\s*(?=\\S)|^\\s*(?:sh|bash|ash)-\\d[\\d.]*[$#]\\s*(?=\\S)|^\\s*[~/][\\w./~-]*\\s?[$#]\\s+(?=\\S)|^\\s*(?:[\\w-]+:)?[~/][\\w./~-]*[$#]\\s+(?=\\S)|^\\s*[A-Za-z][\\w.-]*\\s+\\$\\s+(?=[\\w./~])|^\\s*(?=\\S*-\\d)[A-Za-z][\\w.-]*\\s#\\s+(?=\\S)|^\\s*<[\\w -]+>\\s?[$#]\\s+(?=\\S)|^\\s*PS [A-Z]:[^>]*>\\s+");
    private static final Pattern HASH = Pattern.compile("^\\s*#\\s+(?=\\S)");
    private static final Pattern SQL = Pattern.compile(
            "^\\s*(?:\\w+[=-][#>(](?=\\s)|mysql(?: \\[\\w+\\])?>|MariaDB \\[[^\\]]*\\]>|sql>|SQL>|cqlsh(?::\\w+)?>|\\w+@cqlsh(?::\\w+)?>|sqlite>|\\w+@[\\w.:-]+/\\w*>|ksql>)\\s*(?=\\S)");
    private static final Pattern REPL = Pattern.compile(
            "^\\s*(?:>>>|irb(?:\\([^)]*\\))?(?::\\d+){0,40}[>*]|pry(?:\\([^)]*\\))?>|\\[\\d+\\] pry\\([^)]*\\)>|In \\[\\d+\\]:|(?:[\\w.:-]+ )?\\[(?:direct|primary|secondary|mongos)[^\\]]*\\](?: \\w+)?>|mongos?>|rs\\d*:\\w+>|[\\w.-]+:\\d{4,5}(?:\\[\\d+\\])?>|redis[\\w .:-]*>|(?:iex|scala|jshell|gremlin|ftp|sftp|zk|etcd|influx|clickhouse|:\\))[\\w():. ]*>|\\(gdb\\)|\\(lldb\\))\\s*(?=\\S)");

    private final List<String> own;

    Prompts(List<String> own) {
        this.own = own;
    }

    /** The command after a prompt that leaves no doubt; null where the line has none. */
    @Nullable
    Prompted strip(String line) {
        for (String prompt : own) {
            if (line.stripLeading().startsWith(prompt)) {
                return new Prompted(
                        line.stripLeading().substring(prompt.length()).strip(), CommandKind.SHELL);
            }
        }
        for (Pattern pattern : List.of(HOST, DOLLAR)) {
            Matcher matcher = pattern.matcher(line);
            if (matcher.lookingAt()) {
                return new Prompted(line.substring(matcher.end()), CommandKind.SHELL);
            }
        }
        Matcher sql = SQL.matcher(line);
        if (sql.lookingAt()) {
            return new Prompted(line.substring(sql.end()), CommandKind.SQL);
        }
        Matcher repl = REPL.matcher(line);
        return repl.lookingAt() ? new Prompted(line.substring(repl.end()), CommandKind.REPL) : null;
    }

    /** Whether the line has a prompt of a shell. */
    boolean isShell(String line) {
        Prompted prompted = strip(line);
        return prompted != null && prompted.kind() == CommandKind.SHELL;
    }

    /** The command after a {@code #} that may be root's prompt or begin a comment; null where there is none. */
    static @Nullable String afterHash(String line) {
        Matcher matcher = HASH.matcher(line);
        return matcher.lookingAt() ? line.substring(matcher.end()) : null;
    }

    /** The text of a continued line without the prompt for continued lines. */
    static String withoutContinuationPrompt(String line) {
        return line.replaceFirst("^>\\s?", "");
    }
}
