package dev.understudy.redaction;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.re2j.Pattern;
import dev.understudy.recording.EventJson;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Rules that find a secret by its form, as gitleaks writes them.
 *
 * @param rules in the order in which they are tried
 * @param allowed excuses what any of them finds
 */
record RuleSet(List<Rule> rules, Excuse allowed) {
    RuleSet {
        rules = List.copyOf(rules);
    }

    /**
     * @param id a word of lower-case letters, digits and dashes
     * @param pattern what to look for
     * @param group which group of the pattern is the secret; 0 for the first that matched, or the whole where it has none
     * @param entropy the least Shannon entropy of the secret in bits a character; 0 for any
     * @param keywords lower-case; text that contains none of them has no match; empty for none
     * @param excuses what is no secret though it matches
     */
    record Rule(String id, Pattern pattern, int group, double entropy, List<String> keywords, List<Excuse> excuses) {
        Rule {
            keywords = List.copyOf(keywords);
            excuses = List.copyOf(excuses);
        }
    }

    static RuleSet shipped() {
        return Shipped.RULES;
    }

    private static final class Shipped {
        static final RuleSet RULES = load();

        private static RuleSet load() {
            try (InputStream in = RuleSet.class.getResourceAsStream("gitleaks-rules.json")) {
                if (in == null) {
                    throw new IllegalStateException("gitleaks-rules.json is missing in this build");
                }
                JsonNode root = EventJson.mapper().readTree(in);
                List<Rule> rules = new ArrayList<>();
                for (JsonNode node : root.path("rules")) {
                    Rule rule = rule(node);
                    if (rule != null) {
                        rules.add(rule);
                    }
                }
                return new RuleSet(rules, Excuse.of(root.path("allowlist")));
            } catch (IOException e) {
                throw new IllegalStateException("gitleaks-rules.json cannot be read", e);
            }
        }

        /** Null for a rule that looks at the name of a file alone. */
        private static @Nullable Rule rule(JsonNode node) {
            if (!node.has("regex")) {
                return null;
            }
            List<String> keywords = new ArrayList<>();
            node.path("keywords").forEach(k -> keywords.add(k.asText().toLowerCase(Locale.ROOT)));
            List<Excuse> excuses = new ArrayList<>();
            node.path("allowlists").forEach(a -> excuses.add(Excuse.of(a)));
            return new Rule(
                    node.path("id").asText(),
                    Pattern.compile(node.path("regex").asText()),
                    node.path("secretGroup").asInt(0),
                    node.path("entropy").asDouble(0),
                    keywords,
                    excuses);
        }
    }
}
