package dev.understudy.redaction;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.util.function.Consumer;

/**
 * Finds the values of Kubernetes Secrets in manifests and in what {@code kubectl get secret} prints, as YAML and as JSON. A
 * text with a Secret anywhere in it loses all values below {@code data} and {@code stringData}: a ConfigMap beside it may
 * lose its own, which harms nobody.
 */
final class ManifestDetector implements Detector {
    static final String RULE = "kubernetes-secret";

    private static final Pattern YAML_KIND = Pattern.compile("(?m)^[ \\t>-]*kind:[ \\t]*['\"]?Secret\\b");
    private static final Pattern JSON_KIND = Pattern.compile("\\\\*\"kind\\\\*\"\\s*:\\s*\\\\*\"Secret\\\\*\"");
    private static final Pattern YAML_BLOCK =
            Pattern.compile("(?m)^([ \\t]*)(?:data|stringData):[ \\t]*\\n((?:[ \\t]+[^\\n]*(?:\\n|\\z))+)");
    private static final Pattern YAML_VALUE = Pattern.compile(
            "(?m)^[ \\t]+[^\\s:][^:\\n]*:[ \\t]*['\"]?([^\\s'\"](?:[^\\n]*[^\\s'\"])?)['\"]?[ \\t]*$|^[ \\t]+(\\S[^:\\n]*)$");
    private static final Pattern JSON_BLOCK =
            Pattern.compile("\"(?:data|stringData)\"\\s*:\\s*\\{((?:[^}\"]|\"(?:[^\"\\\\]|\\\\.)*\")*)\\}?");
    private static final Pattern ESCAPED_BLOCK =
            Pattern.compile("\\\\+\"(?:data|stringData)\\\\+\"\\s*:\\s*\\{([^}]*)\\}?");
    private static final Pattern JSON_VALUE = Pattern.compile(":\\s*\\\\*\"((?:[^\"\\\\]|\\\\[^\"])+)");

    /** Further apart they are not of one field. */
    private static final int NEAR = 200;

    private final boolean always;

    ManifestDetector() {
        this(false);
    }

    /** @param always whether every {@code data} is a Secret's, whatever the text says it is */
    ManifestDetector(boolean always) {
        this.always = always;
    }

    @Override
    public void find(String text, Consumer<Secret> found) {
        boolean mentioned = always || mentions(text);
        if (mentioned && (always || YAML_KIND.matcher(text).find())) {
            for (Matcher block = YAML_BLOCK.matcher(text); block.find(); ) {
                yaml(text, block.group(1).length(), block.start(2), block.end(2), found);
            }
        }
        if (mentioned && (always || JSON_KIND.matcher(text).find())) {
            for (Pattern form : new Pattern[] {JSON_BLOCK, ESCAPED_BLOCK}) {
                for (Matcher block = form.matcher(text); block.find(); ) {
                    within(text, block.start(1), block.end(1), JSON_VALUE, found);
                }
            }
        }
    }

    /** Whether the word Secret stands near the word kind; quicker than any pattern. */
    private static boolean mentions(String text) {
        for (int at = text.indexOf("kind"); at >= 0; at = text.indexOf("kind", at + 1)) {
            int secret = text.indexOf("Secret", at);
            if (secret < 0) {
                return false;
            }
            if (secret - at < NEAR) {
                return true;
            }
            at = Math.max(at, secret - NEAR);
        }
        return false;
    }

    /** The lines of the block that are indented further than its name. */
    private static void yaml(String text, int indent, int start, int end, Consumer<Secret> found) {
        int line = start;
        while (line < end && indentOf(text, line) > indent) {
            int next = text.indexOf('\n', line);
            int stop = next < 0 || next > end ? end : next;
            within(text, line, stop, YAML_VALUE, found);
            line = stop + 1;
        }
    }

    private static int indentOf(String text, int line) {
        int at = line;
        while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
            at++;
        }
        return at - line;
    }

    private static void within(String text, int start, int end, Pattern pattern, Consumer<Secret> found) {
        for (Matcher value = pattern.matcher(text.substring(start, end)); value.find(); ) {
            int group = value.groupCount() < 2 || value.start(1) >= 0 ? 1 : 2;
            if (value.end(group) > value.start(group)) {
                found.accept(new Secret(start + value.start(group), start + value.end(group), RULE));
            }
        }
    }
}
