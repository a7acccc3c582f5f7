package dev.understudy.redaction;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.re2j.Pattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What is no secret though a rule found it (an allowlist of gitleaks). Paths and commits are of no meaning here, as there are
 * no files: an excuse that needs one never applies.
 *
 * @param where what the patterns look at
 * @param patterns what is looked for
 * @param words lower-case, one of which the secret must contain
 * @param all whether both a pattern and a word must be found, where there are both; else one is enough
 * @param usable false where the excuse asks for a path or a commit as well
 * @param rules the ids of the rules to which it applies; empty for all
 */
record Excuse(Where where, List<Pattern> patterns, List<String> words, boolean all, boolean usable, Set<String> rules) {
    enum Where {
        SECRET,
        MATCH,
        LINE
    }

    /** Base64 of a certificate in PEM: its public part. */
    static final Excuse CERTIFICATE =
            new Excuse(Where.SECRET, List.of(Pattern.compile("^LS0tLS1CRUdJTiBDRVJUSUZJQ0FUR")));

    Excuse {
        patterns = List.copyOf(patterns);
        words = List.copyOf(words);
        rules = Set.copyOf(rules);
    }

    Excuse(Where where, List<Pattern> patterns) {
        this(where, patterns, List.of(), false, true, Set.of());
    }

    static Excuse of(JsonNode node) {
        List<Pattern> patterns = new ArrayList<>();
        node.path("regexes").forEach(r -> patterns.add(Pattern.compile(r.asText())));
        List<String> words = new ArrayList<>();
        node.path("stopwords").forEach(w -> words.add(w.asText().toLowerCase(Locale.ROOT)));
        Where where = switch (node.path("regexTarget").asText("secret")) {
            case "match" -> Where.MATCH;
            case "line" -> Where.LINE;
            default -> Where.SECRET;
        };
        boolean all = node.path("condition").asText("OR").equalsIgnoreCase("AND");
        boolean usable = !all || !node.has("paths") && !node.has("commits");
        List<String> rules = new ArrayList<>();
        node.path("targetRules").forEach(r -> rules.add(r.asText()));
        return new Excuse(where, patterns, words, all, usable, Set.copyOf(rules));
    }

    boolean applies(String rule, String secret, String match, String line) {
        if (!usable || !rules.isEmpty() && !rules.contains(rule)) {
            return false;
        }
        String target = switch (where) {
            case SECRET -> secret;
            case MATCH -> match;
            case LINE -> line;
        };
        boolean byPattern =
                patterns.stream().anyMatch(pattern -> pattern.matcher(target).find());
        if (all && !patterns.isEmpty() && !words.isEmpty()) {
            return byPattern && hasWord(secret);
        }
        return byPattern || hasWord(secret);
    }

    private boolean hasWord(String secret) {
        if (words.isEmpty()) {
            return false;
        }
        String lower = secret.toLowerCase(Locale.ROOT);
        return words.stream().anyMatch(lower::contains);
    }
}
