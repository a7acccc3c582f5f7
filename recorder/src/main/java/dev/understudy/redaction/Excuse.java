package dev.understudy.redaction;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.re2j.Pattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What is no secret though a rule found it (an allowlist of gitleaks). Paths are of no meaning here, as there are no files:
 * an excuse that needs one never applies.
 *
 * @param where what the patterns look at
 * @param patterns one of which must be found
 * @param words lower-case, one of which the secret must contain
 * @param usable false where the excuse asks for a path as well
 */
record Excuse(Where where, List<Pattern> patterns, List<String> words, boolean usable) {
    enum Where {
        SECRET,
        MATCH,
        LINE
    }

    Excuse {
        patterns = List.copyOf(patterns);
        words = List.copyOf(words);
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
        boolean needsPath = node.path("condition").asText("OR").equalsIgnoreCase("AND") && node.has("paths");
        return new Excuse(where, patterns, words, !needsPath);
    }

    boolean applies(String secret, String match, String line) {
        if (!usable) {
            return false;
        }
        String lower = secret.toLowerCase(Locale.ROOT);
        for (String word : words) {
            if (lower.contains(word)) {
                return true;
            }
        }
        String target = switch (where) {
            case SECRET -> secret;
            case MATCH -> match;
            case LINE -> line;
        };
        for (Pattern pattern : patterns) {
            if (pattern.matcher(target).find()) {
                return true;
            }
        }
        return false;
    }
}
