package dev.understudy.redaction;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.util.function.Consumer;

/** Finds private keys in PEM, also those of which the end was never printed ({@code head -5 id_rsa}). */
final class KeyDetector implements Detector {
    static final String RULE = "private-key";

    private static final String BEGIN = "-----BEGIN ";
    private static final Pattern KEY = Pattern.compile(
            "-----BEGIN [A-Z0-9 ]*PRIVATE KEY(?: BLOCK)?-----"
                    + "((?:(?:\\s|\\\\[nr])*(?:[A-Za-z-]+: [^\\n]*\\n|[A-Za-z0-9+/=]{20,}))+(?:(?:\\s|\\\\[nr])*[A-Za-z0-9+/]{1,19}(?:=+|(?:\\s|\\\\[nr])+-))?)");

    @Override
    public void find(String text, Consumer<Secret> found) {
        int begin = text.indexOf(BEGIN);
        if (begin < 0) {
            return;
        }
        Matcher key = KEY.matcher(text);
        while (begin >= 0) {
            int lineEnd = text.indexOf('\n', begin);
            int name = text.indexOf("PRIVATE KEY", begin);
            if (name >= 0 && (lineEnd < 0 || name < lineEnd) && key.find(begin) && key.start() == begin) {
                found.accept(new Secret(key.start(1) + blanks(text, key.start(1)), key.end(1), RULE));
                begin = text.indexOf(BEGIN, key.end(1));
            } else {
                begin = text.indexOf(BEGIN, begin + BEGIN.length());
            }
        }
    }

    private static int blanks(String text, int from) {
        int at = from;
        while (Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        return at - from;
    }
}
