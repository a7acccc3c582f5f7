package dev.understudy.redaction;

import com.fasterxml.jackson.databind.JsonNode;
import dev.understudy.recording.EventJson;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The rules of gitleaks, which are shipped as data; their origin and licence are beside them. */
final class Gitleaks {
    /** For rules whose keyword need not be near the secret: gitleaks asks for it anywhere in the same file. */
    private static final Map<String, List<String>> MORE_KEYWORDS = Map.of(
            "airtable-personnal-access-token", List.of("pat"),
            "facebook-access-token", List.of("|", "%"),
            "slack-config-access-token", List.of("xoxe"),
            "slack-webhook-url", List.of("hooks"));

    /** What must be there as well for the rules that look at many lines, and so take long. */
    private static final Map<String, String> NEEDED = Map.of(
            "kubernetes-secret-yaml", "(?s)\\bkind:.*\\bdata:|\\bdata:.*\\bkind:",
            "private-key", "private key",
            "curl-auth-header", "\\s(?:-H|--header)",
            "curl-auth-user", "\\s(?:-u|--user)");

    private Gitleaks() {}

    static List<Rule> rules() {
        try (InputStream in = Gitleaks.class.getResourceAsStream("gitleaks-rules.json")) {
            if (in == null) {
                throw new IllegalStateException("gitleaks-rules.json is missing in this build");
            }
            JsonNode root = EventJson.mapper().readTree(in);
            Excuse global = Excuse.of(root.path("allowlist"));
            List<Rule> rules = new ArrayList<>();
            for (JsonNode node : root.path("rules")) {
                // A rule without a pattern looks at the name of a file alone.
                if (node.has("regex")) {
                    Rule rule = rule(node, global);
                    String needed = NEEDED.get(rule.id());
                    rules.add(needed == null ? rule : rule.needing(needed));
                }
            }
            return rules;
        } catch (IOException e) {
            throw new IllegalStateException("gitleaks-rules.json cannot be read", e);
        }
    }

    private static Rule rule(JsonNode node, Excuse global) {
        List<String> keywords = new ArrayList<>();
        node.path("keywords").forEach(k -> keywords.add(k.asText().toLowerCase(Locale.ROOT)));
        keywords.addAll(MORE_KEYWORDS.getOrDefault(node.path("id").asText(), List.of()));
        List<Excuse> excuses = new ArrayList<>();
        excuses.add(global);
        excuses.add(Excuse.CERTIFICATE);
        node.path("allowlists").forEach(a -> excuses.add(Excuse.of(a)));
        return new Rule(
                        node.path("id").asText(),
                        node.path("regex").asText(),
                        node.path("secretGroup").asInt(0),
                        node.path("entropy").asDouble(0),
                        keywords,
                        excuses)
                .quick();
    }
}
