package dev.understudy.redaction;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.util.function.Consumer;

/**
 * What stands for a secret: {@code [redacted:FINGERPRINT]}, plain ASCII, no quoting needed in JSON. The rule that found it is
 * not in it, so that one secret has one placeholder, whichever rule saw it.
 */
final class Placeholder {
    private static final Pattern FORM = Pattern.compile("\\[redacted:[0-9a-f]{8}\\]");

    private Placeholder() {}

    interface Pieces {
        void accept(String piece, boolean isPlaceholder);
    }

    static String of(String fingerprint) {
        return "[redacted:" + fingerprint + "]";
    }

    /** Gives the secret without what it shares with a placeholder at its edges; nothing where it lies within one. */
    static void spare(String text, Secret secret, Consumer<Secret> rest) {
        int start = secret.start();
        int end = secret.end();
        if (text.contains("[redacted:")) {
            Matcher matcher = FORM.matcher(text);
            while (matcher.find() && matcher.start() < end) {
                if (matcher.start() < start && start < matcher.end()) {
                    start = matcher.end();
                }
                if (matcher.start() < end && end < matcher.end()) {
                    end = matcher.start();
                }
            }
        }
        if (start < end) {
            rest.accept(new Secret(start, end, secret.rule()));
        }
    }

    /** Tells the part from {@code start} to {@code end} piece by piece, so that placeholders in it are not redacted again. */
    static void outside(String text, int start, int end, Pieces pieces) {
        Matcher matcher = FORM.matcher(text.substring(start, end));
        int done = start;
        while (matcher.find()) {
            if (start + matcher.start() > done) {
                pieces.accept(text.substring(done, start + matcher.start()), false);
            }
            pieces.accept(matcher.group(), true);
            done = start + matcher.end();
        }
        if (done < end) {
            pieces.accept(text.substring(done, end), false);
        }
    }
}
