package dev.understudy.redaction;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;

/** Where, in text that still grows, something begins that is a secret only as a whole: a private key, a manifest. */
final class Unfinished {
    /** What is longer is let go in parts: memory is bounded, and no key and few manifests are that long. */
    static final int LONGEST = 256 * 1024;

    private static final Pattern KEY_BEGINS = Pattern.compile("-----BEGIN [A-Z0-9 ]*PRIVATE KEY");
    private static final Pattern KEY_ENDS = Pattern.compile("-----END [A-Z0-9 ]*PRIVATE KEY[^\\n]*\\n");
    private static final Pattern MANIFEST_BEGINS = Pattern.compile(
            "(?m)^(?:apiVersion:[^\\n]*|kind:[^\\n]*|data:[ \\t\\r]*|stringData:[ \\t\\r]*|\\{[ \\t\\r]*)$");
    /** A line that no YAML or JSON document goes on with: one at the left margin that is neither a key nor a bracket. */
    private static final Pattern MANIFEST_ENDS = Pattern.compile("(?m)^(?:---|\\}|[^\\s{}\\[\\]#:-][^:\\n]*$)");

    private Unfinished() {}

    /** How much of the first {@code end} characters can be judged by itself. */
    static int from(CharSequence text, int end) {
        int begin = Math.min(open(text, end, KEY_BEGINS, KEY_ENDS), open(text, end, MANIFEST_BEGINS, MANIFEST_ENDS));
        return end - begin > LONGEST ? end : begin;
    }

    private static int open(CharSequence text, int end, Pattern begins, Pattern ends) {
        CharSequence whole = text.subSequence(0, end);
        Matcher begin = begins.matcher(whole);
        int from = 0;
        while (from < end && begin.find(from)) {
            Matcher close = ends.matcher(whole);
            if (begin.end() >= end || !close.find(begin.end())) {
                return begin.start();
            }
            from = Math.max(close.end(), begin.end() + 1);
        }
        return end;
    }
}
