package dev.understudy.redaction;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Replaces secrets in text by placeholders such as {@code [redacted:github-pat:1a2b3c4d]}: the rule that found it, and a
 * keyed fingerprint that is equal for equal secrets of one installation. Only the secret's own characters are replaced.
 * Text without secrets stays as it is, and redacted text is not changed by being redacted again. Thread-safe.
 */
public final class Redactor {
    private final RedactionKey key;
    private final List<Detector> detectors;

    Redactor(RedactionKey key, List<Detector> detectors) {
        this.key = key;
        this.detectors = List.copyOf(detectors);
    }

    /** The shipped rules alone. */
    public static Redactor standard(RedactionKey key) {
        return new Redactor(key, Detectors.shipped());
    }

    /**
     * The shipped rules and those of the installation, with its key; both are in
     * {@code ${XDG_CONFIG_HOME:-~/.config}/understudy}.
     *
     * @throws RedactionConfigException where key or rules cannot be used; its message is fit for an operator
     */
    public static Redactor ofInstallation(Map<String, String> environment) throws IOException {
        Path folder = configFolder(environment);
        return standard(RedactionKey.at(folder.resolve("redaction.key")));
    }

    /** {@code ${XDG_CONFIG_HOME:-~/.config}/understudy}. */
    public static Path configFolder(Map<String, String> environment) {
        String config = environment.getOrDefault("XDG_CONFIG_HOME", "");
        Path base = config.isBlank()
                ? Path.of(environment.getOrDefault("HOME", System.getProperty("user.home", "/")), ".config")
                : Path.of(config);
        return base.resolve("understudy");
    }

    /** {@code text} without its secrets: command lines, output, documents, whatever it is. */
    public String redact(String text) {
        String before = text;
        String after = once(before);
        // A placeholder may bring something to light that its secret hid. Each turn replaces more, so it ends.
        while (!after.equals(before)) {
            before = after;
            after = once(before);
        }
        return after;
    }

    /**
     * An argument vector without its secrets: as many arguments as before. An argument may be a secret by what stands before
     * it ({@code mysql -pSECRET}), so all are looked at together.
     */
    public List<String> redactArguments(List<String> argv) {
        String line = String.join(" ", argv);
        List<Secret> secrets = find(line);
        List<String> redacted = new ArrayList<>(argv.size());
        int start = 0;
        for (String argument : argv) {
            int end = start + argument.length();
            List<Secret> own = new ArrayList<>();
            for (Secret secret : secrets) {
                int from = Math.max(secret.start(), start);
                int to = Math.min(secret.end(), end);
                if (from < to) {
                    own.add(new Secret(from - start, to - start, secret.rule()));
                }
            }
            redacted.add(redact(replace(argument, own)));
            start = end + 1;
        }
        return List.copyOf(redacted);
    }

    /** Assignments without their secrets; names stay, in the same order. */
    public Map<String, String> redactEnvironment(Map<String, String> assignments) {
        Map<String, String> redacted = new LinkedHashMap<>();
        assignments.forEach((name, value) -> {
            String line = redact(name + "=" + value);
            redacted.put(name, line.startsWith(name + "=") ? line.substring(name.length() + 1) : line);
        });
        return redacted;
    }

    /**
     * What stands for {@code secret}, which is known to be one.
     *
     * @param rule how it is known; lower-case letters, digits and dashes
     */
    public String placeholder(String rule, String secret) {
        return Placeholder.of(rule, key.fingerprint(secret));
    }

    /** For text that comes in pieces, of which a secret may be part of two. */
    public RedactingStream stream(RedactingStream.Sink sink) {
        return new RedactingStream(this, sink);
    }

    private String once(String text) {
        List<Secret> secrets = find(text);
        return secrets.isEmpty() ? text : replace(text, secrets);
    }

    private List<Secret> find(String text) {
        List<Secret> secrets = new ArrayList<>();
        for (Detector detector : detectors) {
            detector.find(text, secret -> Placeholder.spare(text, secret, secrets::add));
        }
        return merge(secrets);
    }

    /** Overlapping secrets become one, named by the rule that saw the most of it, or the first of those. */
    private static List<Secret> merge(List<Secret> secrets) {
        secrets.sort(Comparator.comparingInt(Secret::start));
        List<Secret> merged = new ArrayList<>();
        int longest = 0;
        for (Secret next : secrets) {
            Secret last = merged.isEmpty() ? null : merged.get(merged.size() - 1);
            int length = next.end() - next.start();
            if (last == null || next.start() >= last.end()) {
                merged.add(next);
                longest = length;
            } else {
                String rule = length > longest ? next.rule() : last.rule();
                merged.set(merged.size() - 1, new Secret(last.start(), Math.max(last.end(), next.end()), rule));
                longest = Math.max(longest, length);
            }
        }
        return merged;
    }

    private String replace(String text, List<Secret> secrets) {
        StringBuilder out = new StringBuilder(text.length());
        int done = 0;
        for (Secret secret : secrets) {
            out.append(text, done, secret.start());
            done = secret.end();
            Placeholder.outside(
                    text,
                    secret.start(),
                    done,
                    (piece, isPlaceholder) ->
                            out.append(isPlaceholder ? piece : Placeholder.of(secret.rule(), key.fingerprint(piece))));
        }
        return out.append(text, done, text.length()).toString();
    }
}
