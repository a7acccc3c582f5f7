package dev.understudy.redaction;

import com.google.re2j.Pattern;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What one kind of secret looks like, as gitleaks describes it. Immutable and thread-safe. */
final class Rule {
    private static final int QUICK = 8192;

    private final String id;
    private final String regex;
    private final int group;
    private final double entropy;
    private final List<String> keywords;
    private final List<Excuse> excuses;
    private final boolean overLines;
    private final boolean withinLines;
    /** In lower case; empty where this is no rule for an assignment. */
    private final String name;

    private final @Nullable String quick;
    private final java.util.regex.@Nullable Pattern needed;
    private volatile java.util.regex.@Nullable Pattern quickPattern;
    private volatile @Nullable Pattern pattern;

    /** With this begin gitleaks' rules for a name, an operator and a value. */
    private static final String ANY_BEFORE = "(?i)[\\w.-]{0,50}?";

    /**
     * @param id a word of letters, digits, dashes, dots and underscores
     * @param regex what to look for, in RE2's language; compiled when it is first needed
     * @param group which group of the pattern is the secret; 0 for the first that matched, or the whole where it has none
     * @param entropy the least Shannon entropy of the secret in bits a character; 0 for any
     * @param keywords lower-case ASCII; text that contains none of them has no match; empty for none
     * @param excuses what is no secret though it matches
     */
    Rule(String id, String regex, int group, double entropy, List<String> keywords, List<Excuse> excuses) {
        this(id, regex, group, entropy, keywords, excuses, null, null, false);
    }

    private Rule(
            String id,
            String regex,
            int group,
            double entropy,
            List<String> keywords,
            List<Excuse> excuses,
            @Nullable String quick,
            java.util.regex.@Nullable Pattern needed,
            boolean withinLines) {
        this.withinLines = withinLines;
        this.needed = needed;
        this.quick = quick;
        int operator = regex.indexOf("(?:[ \\t\\w.-]{0,20})[\\s'\"]{0,3}(?:=|>|:{1,3}=|\\|\\||:|=>|\\?=|,)");
        this.name = operator < 0 ? "" : regex.substring(0, operator).toLowerCase(Locale.ROOT);
        this.id = id;
        this.regex = regex;
        this.group = group;
        this.entropy = entropy;
        this.keywords = List.copyOf(keywords);
        this.excuses = List.copyOf(excuses);
        String plain = regex.replace("\\\\", "");
        this.overLines = !withinLines && (plain.contains("\\n") || plain.contains("(?s") || plain.contains("[\\s\\S"));
    }

    /**
     * Whether the text cannot match, found quickly: the same expression by {@code java.util.regex}, which is ten times as fast
     * on short texts as RE2, but has no bound on its time. So it is never asked about a rule that goes over lines, one that a
     * user wrote, or a long text.
     */
    boolean cannotMatch(CharSequence text) {
        if (needed != null && !needed.matcher(text).find()) {
            return true;
        }
        if (quick == null || text.length() > QUICK) {
            return false;
        }
        java.util.regex.Pattern compiled = quickPattern;
        if (compiled == null) {
            compiled = java.util.regex.Pattern.compile(quick);
            quickPattern = compiled;
        }
        return !compiled.matcher(text).find();
    }

    /** The same rule, which never matches a text without this word, whatever its case. */
    Rule needing(String word) {
        return new Rule(
                id,
                regex,
                group,
                entropy,
                keywords,
                excuses,
                quick,
                java.util.regex.Pattern.compile(word, java.util.regex.Pattern.CASE_INSENSITIVE),
                withinLines);
    }

    /** The same rule, whose matches are on one line, on lines that a backslash joins, or go on at the next line's start. */
    Rule withinLines() {
        return new Rule(id, regex, group, entropy, keywords, excuses, quick, needed, true);
    }

    /** The same rule, which is known to be harmless for {@link #cannotMatch}. */
    Rule quick() {
        String java = regex.replace("(?P<", "(?<")
                .replace("[[:alnum:]]", "[a-zA-Z0-9]")
                .replace("[:alnum:]", "a-zA-Z0-9");
        if (java.startsWith(ANY_BEFORE)) {
            // Whether there is a match does not hang on it, and it is tried fifty times at each place.
            java = "(?i)" + java.substring(ANY_BEFORE.length());
        }
        return overLines || java.contains("[:")
                ? this
                : new Rule(id, regex, group, entropy, keywords, excuses, java, needed, withinLines);
    }

    /** Whether a name, an operator and a value are looked for, and the keyword is of the name. */
    boolean assignsTo(String keyword) {
        return name.contains(keyword);
    }

    String id() {
        return id;
    }

    int group() {
        return group;
    }

    double entropy() {
        return entropy;
    }

    List<String> keywords() {
        return keywords;
    }

    List<Excuse> excuses() {
        return excuses;
    }

    boolean namesGroups() {
        return regex.contains("(?P<");
    }

    /** Whether a match may go over several lines. */
    boolean spansLines() {
        return overLines;
    }

    @Override
    public String toString() {
        return id;
    }

    Pattern pattern() {
        Pattern compiled = pattern;
        if (compiled == null) {
            compiled = Pattern.compile(regex);
            pattern = compiled;
        }
        return Objects.requireNonNull(compiled);
    }
}
