package dev.understudy.runbook.internal;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Which first words make a line a command: programs known to all, those of the repository, and those learnt from this document. */
final class Vocabulary {
    private static final Set<String> SHIPPED = WordList.load("commands.txt");

    /** Words that come before the program: assignments for one call, and programs that start another. */
    private static final Pattern LEAD = Pattern.compile(
            "^(?:(?:[A-Za-z_]\\w*=(?:\"[^\"]*\"|'[^']*'|\\$\\([^)]*\\)|[^\\s\"']*)"
                    + "|sudo(?:\\s+-(?:[ugCp]\\s+\\S+|\\w+|-\\w+)){0,40}|time|nohup|exec|command|!|\\(|\\{)\\s+){1,40}");

    private static final Pattern ASSIGNMENT =
            Pattern.compile("^[A-Za-z_]\\w*(?:\\[[^\\]]*\\])?\\+?=(?=\\S|$).*", Pattern.DOTALL);
    private static final Pattern PATH = Pattern.compile(
            "^(?:\\.{1,2}/|~/|/(?:\\w[\\w.-]*/){1,40}|\\$\\{?\\w+\\}?/|<[^<>]+>/|bin/|sbin/|scripts?/|tools?/|hack/)[\\w./{}$<>@+-]*\\w>?$");
    private static final Pattern SCRIPT = Pattern.compile("^[\\w./-]+\\.(?:sh|py|rb|pl|bash)$");

    /** Languages of fences that authors give to commands by mistake. */
    static final Set<String> DATA_TONGUES =
            Set.of("yaml", "yml", "json", "toml", "ini", "conf", "config", "properties", "http", "markdown", "md");

    /** Names that only programs have. */
    private static final Pattern NAMED = Pattern.compile("[a-z][\\w-]*(?:ctl|-cli|-admin|-tool)");

    private static final Pattern DATA_FILE = Pattern.compile(
            "[^\\s]*\\.(?:ya?ml|json|log|conf|cnf|cfg|ini|toml|md|txt|html?|csv|gz|tgz|zip|pem|crt|key|service|sql|go|proto)");

    private final Set<String> own;
    private final Set<String> learnt = new HashSet<>();

    Vocabulary(Set<String> own) {
        this.own = own;
    }

    /** The program of a line, without what comes before it; empty for a bare assignment. */
    static String program(String line) {
        String rest = LEAD.matcher(line.strip()).replaceFirst("");
        String word = rest.isEmpty() ? "" : rest.split("[\\s;|&()]+", 2)[0];
        return ASSIGNMENT.matcher(word).matches() ? "" : word;
    }

    void learn(String line) {
        String word = program(line);
        if (word.matches("[a-z][\\w.+-]{0,30}") && !STOPWORDS.contains(word)) {
            learnt.add(word);
        }
    }

    /** Whether the line begins as a command does. */
    boolean starts(String line) {
        String stripped = line.strip();
        if (ASSIGNMENT.matcher(stripped).matches()) {
            return true;
        }
        String word = program(stripped);
        return !DATA_FILE.matcher(word).matches()
                && (knows(word)
                        || PATH.matcher(word).matches()
                        || SCRIPT.matcher(word).matches());
    }

    boolean knows(String word) {
        return SHIPPED.contains(word) || NAMED.matcher(word).matches() || own.contains(word) || learnt.contains(word);
    }

    /** First words of sentences and of output that look like programs. */
    private static final Set<String> STOPWORDS = Set.of(
            "a", "an", "the", "this", "that", "it", "is", "are", "was", "and", "or", "but", "to", "in", "on", "of",
            "by", "with", "from", "as", "be", "not", "no", "you", "your", "we", "our", "error", "warning", "note",
            "info");

    static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
