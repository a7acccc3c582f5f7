package dev.understudy.redaction;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.re2j.Pattern;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Replaces secrets in text by placeholders such as {@code [redacted:1a2b3c4d]}: a keyed
 * fingerprint that is equal for equal secrets of one installation. Only the secret's own characters are replaced.
 * Text without secrets stays as it is, and redacted text is not changed by being redacted again. Thread-safe.
 */
public final class Redactor {
    /** Tells of each secret that was taken out. */
    @FunctionalInterface
    public interface Finding {
        /**
         * @param rule the id of the rule that found it
         * @param line in which it begins, from 1 on
         */
        void found(String rule, long line);
    }

    /** How far before a secret what marks it may stand. */
    private static final int MARK = 256;

    private static final int SHORTEST = 6;

    /** What is followed by a script, of which one word is a secret and the next is not. */
    private static final Pattern SCRIPT = Pattern.compile("-[a-z]*c");

    private static final Set<String> SCRIPTED = Set.of("ssh", "eval", "watch", "trap", "alias");

    private final RedactionKey key;
    private final List<Detector> detectors;
    private final List<Detector> manifestDetectors;
    private final boolean bytes;
    private final List<String> problems;

    private Redactor(RedactionKey key, List<Detector> detectors, boolean bytes, List<String> problems) {
        this.key = key;
        this.detectors = List.copyOf(detectors);
        this.manifestDetectors = List.of(new ManifestDetector(true));
        this.bytes = bytes;
        this.problems = List.copyOf(problems);
    }

    private static Redactor of(RedactionKey key, RuleSet rules, List<String> problems) {
        return new Redactor(
                key, List.of(new RuleDetector(rules), new KeyDetector(), new ManifestDetector()), false, problems);
    }

    /** The shipped rules alone. */
    public static Redactor standard(RedactionKey key) {
        return of(key, RuleSet.shipped(), List.of());
    }

    /**
     * The shipped rules and those of the installation ({@code redaction.toml}), with its key; both are in
     * {@code ${XDG_CONFIG_HOME:-~/.config}/understudy}. Of rules that cannot be read {@link #problems} tells: the shipped
     * ones hold then, and of that file's what could be read, and nothing is excused.
     *
     * @throws RedactionConfigException where the key cannot be used; its message is fit for an operator
     */
    public static Redactor ofInstallation(Map<String, String> environment) throws IOException {
        Path folder = configFolder(environment);
        RedactionFile file = RedactionFile.at(folder.resolve("redaction.toml"));
        return of(RedactionKey.at(folder.resolve("redaction.key")), file.applied(RuleSet.shipped()), file.problems());
    }

    /** What is wrong with the installation's own rules, a line each for its operator, without secrets; mostly nothing. */
    public List<String> problems() {
        return problems;
    }

    /** The same for text of one character a byte (ISO 8859-1), so that its placeholders are equal to those of the text. */
    public Redactor inBytes() {
        return new Redactor(key, detectors, true, problems);
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

    /** The same, and tells of each secret, in their order; {@code line} is the number of the text's first. */
    String redact(String text, long line, Finding finding) {
        long at = line;
        int counted = 0;
        for (Secret secret : find(text, detectors)) {
            for (; counted < secret.start(); counted++) {
                at += text.charAt(counted) == '\n' ? 1 : 0;
            }
            finding.found(secret.rule(), at);
        }
        return redact(text);
    }

    /** The same for what a command printed that is known to disclose secrets. */
    public String redactOutput(Disclosure disclosure, String output) {
        return switch (disclosure) {
            case NONE -> redact(output);
            case MANIFEST -> redact(replace(output, find(output, manifestDetectors)));
            case SECRET -> replace(output, find(output, List.of(Redactor::lines)));
        };
    }

    /** What is on each line, as it may stand between quotes. */
    private static void lines(String text, Consumer<Secret> found) {
        int start = 0;
        while (start < text.length()) {
            int next = text.indexOf('\n', start);
            int end = next < 0 ? text.length() : next;
            int first = start;
            int last = end;
            while (first < last && " \t'\"".indexOf(text.charAt(first)) >= 0) {
                first++;
            }
            while (last > first && " \t'\",".indexOf(text.charAt(last - 1)) >= 0) {
                last--;
            }
            if (last > first) {
                found.accept(new Secret(first, last, "disclosed"));
            }
            start = end + 1;
        }
    }

    /** The last place up to {@code before} where the text can be cut without cutting a secret from what marks it. */
    int safeCut(String text, int before) {
        int cut = before;
        List<Secret> secrets = find(text, detectors);
        for (int i = secrets.size() - 1; i >= 0; i--) {
            Secret secret = secrets.get(i);
            if (secret.start() < cut + MARK && secret.end() > cut) {
                cut = Math.min(cut, Math.max(0, secret.start() - MARK));
            }
        }
        // What is longer than all that may be held is cut all the same.
        return cut > 0 ? cut : before;
    }

    /**
     * An argument vector without its secrets: as many arguments as before. An argument may be a secret by what stands before
     * it ({@code mysql -pSECRET}), so all are looked at together.
     */
    public List<String> redactArguments(List<String> argv) {
        String line = String.join(" ", argv);
        List<Secret> secrets = find(line, detectors);
        List<String> redacted = new ArrayList<>(argv.size());
        int start = 0;
        String before = "";
        for (String argument : argv) {
            int end = start + argument.length();
            // Blanks and quotes do not end a word of a vector, as they would have ended a word of a line.
            boolean isScript = SCRIPT.matches(before) || SCRIPTED.contains(argv.get(0));
            List<Secret> own = new ArrayList<>();
            for (Secret secret : secrets) {
                int from = Math.max(secret.start(), start);
                boolean word =
                        !isScript && Places.isOfWord(secret.rule()) && secret.start() >= start && secret.start() < end;
                int to = word ? end : Math.min(secret.end(), end);
                if (from < to) {
                    own.add(new Secret(from - start, to - start, secret.rule()));
                }
            }
            redacted.add(redact(replace(argument, merge(own))));
            start = end + 1;
            before = argument;
        }
        return List.copyOf(redacted);
    }

    /**
     * The secrets of a command line, for {@link #knowing}: a program may get one as an argument that no longer tells, as the
     * {@code echo} does in {@code echo SECRET | sudo -S …}. Short ones are left out, as they may be any word.
     */
    public List<String> secretsOf(String typed) {
        List<String> secrets = new ArrayList<>();
        for (Secret secret : find(typed, detectors)) {
            String text = typed.substring(secret.start(), secret.end());
            if (text.length() >= SHORTEST && !text.contains("[redacted:")) {
                secrets.add(text);
            }
        }
        return List.copyOf(secrets);
    }

    /** {@code text} without those secrets, wherever in it they stand. */
    public String knowing(List<String> secrets, String text) {
        String result = text;
        for (String secret : secrets) {
            if (result.contains(secret)) {
                result = result.replace(secret, placeholder(secret));
            }
        }
        return result;
    }

    /** Assignments without their secrets; names stay, in the same order. */
    public Map<String, String> redactEnvironment(Map<String, String> assignments) {
        Map<String, String> redacted = new LinkedHashMap<>();
        assignments.forEach((name, value) -> {
            String line = String.join("", redactArguments(List.of(name + "=" + value)));
            redacted.put(name, line.startsWith(name + "=") ? line.substring(name.length() + 1) : line);
        });
        return redacted;
    }

    /** What stands for {@code secret}, which is known to be one. */
    public String placeholder(String secret) {
        String plain = Unpainted.isPainted(secret) ? Unpainted.of(secret).text() : secret;
        return Placeholder.of(key.fingerprint(bytes ? new String(plain.getBytes(ISO_8859_1), UTF_8) : plain));
    }

    /** For text that comes in pieces, of which a secret may be part of two. */
    public RedactingStream stream(RedactingStream.Sink sink) {
        return new RedactingStream(this, sink, null);
    }

    /** The same, and tells of each secret as it lets it go. */
    public RedactingStream stream(RedactingStream.Sink sink, Finding finding) {
        return new RedactingStream(this, sink, finding);
    }

    private String once(String text) {
        List<Secret> secrets = find(text, detectors);
        return secrets.isEmpty() ? text : replace(text, secrets);
    }

    /** In their order, none overlapping another or a placeholder. */
    private List<Secret> find(String text, List<Detector> by) {
        List<Secret> secrets = new ArrayList<>();
        if (!Unpainted.isPainted(text)) {
            by.forEach(d -> d.find(text, secret -> Placeholder.spare(text, secret, secrets::add)));
            return merge(secrets);
        }
        Unpainted unpainted = Unpainted.of(text);
        String plain = unpainted.text();
        by.forEach(d -> d.find(plain, secret -> Placeholder.spare(plain, secret, secrets::add)));
        List<Secret> painted = new ArrayList<>(secrets.size());
        for (Secret secret : merge(secrets)) {
            painted.add(new Secret(
                    unpainted.origin(secret.start()), unpainted.origin(secret.end() - 1) + 1, secret.rule()));
        }
        return painted;
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
                    (piece, isPlaceholder) -> out.append(isPlaceholder ? piece : placeholder(piece)));
        }
        return out.append(text, done, text.length()).toString();
    }
}
