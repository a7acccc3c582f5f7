package dev.understudy.redaction;

import java.util.HashSet;
import java.util.Set;

/**
 * Says how much of a text that still grows can be judged by itself: complete lines, but not a private key or a manifest that
 * has begun, nor a line that the next may go on with. Looks at each line once. Not thread-safe.
 */
final class Holding implements Keywords.Hit {
    /** What is longer is let go in parts: memory is bounded. */
    static final int LONGEST = 256 * 1024;

    /** Over how many lines the rules for curl and for tokens in base64 go. */
    private static final int SPANNED = 7;

    private static final int NEAR_END = 40;

    /** So many lines are held because each may go on in the next. */
    private static final int CHAIN = 64;

    private static final String KEY_BEGINS = "-----begin ";
    private static final String KEY_NAME = "private key";
    private static final String KEY_ENDS = "-----end";
    private static final Set<String> SPANNING = Set.of("curl", "zxlk");
    /** Words at the end of a line which mark a secret that may stand in the next. */
    private static final Set<String> MARKING = Set.of(
            "access", "auth", "api", "credential", "creds", "key", "password", "passwd", "secret", "token", "name:");

    private static final Keywords WORDS = words();

    private enum Open {
        NOTHING,
        KEY,
        MANIFEST
    }

    private Open open = Open.NOTHING;
    private int openFrom;
    /** The beginning of the first line that was not looked at. */
    private int seen;
    /** In what is held back: the last place where an item of a list begins, where it may be cut if it must. */
    private int item;
    /** The line before {@link #seen} where it may go on in the next; else {@code seen}. */
    private int linked;

    private int chained;
    /** What the line that is looked at has. */
    private boolean keyBegins;

    private boolean keyNamed;
    private boolean keyEnds;
    /** Behind the last word that marks a secret; -1 for none. */
    private int marked = -1;

    /** How many lines from here on belong to one command for sure. */
    private int joined;

    /** How many of the held characters can go, of which those from {@code from} on are new. */
    int ready(StringBuilder held, int from) {
        int last = held.length();
        while (last > from && held.charAt(last - 1) != '\n') {
            last--;
        }
        if (last > from) {
            String lines = held.substring(seen, last);
            for (int begin = 0; begin < lines.length(); ) {
                int end = lines.indexOf('\n', begin);
                line(lines, begin, end);
                begin = end + 1;
            }
            seen = last;
        }
        return open == Open.NOTHING ? linked : Math.min(openFrom, linked);
    }

    /** Where a list that grew too long can be cut between two of its items; 0 where it is none. */
    int betweenItems() {
        return open == Open.MANIFEST ? item : 0;
    }

    /** The first {@code count} characters are gone. */
    void gone(int count) {
        openFrom = Math.max(0, openFrom - count);
        seen = Math.max(0, seen - count);
        item = Math.max(0, item - count);
        linked = Math.max(0, linked - count);
    }

    /** All is gone, and nothing that follows belongs to it. */
    void reset() {
        open = Open.NOTHING;
        openFrom = 0;
        seen = 0;
        item = 0;
        linked = 0;
        joined = 0;
        chained = 0;
    }

    private void line(String lines, int from, int to) {
        int end = to;
        while (end > from && (lines.charAt(end - 1) == '\r' || lines.charAt(end - 1) == ' ')) {
            end--;
        }
        keyBegins = keyNamed = keyEnds = false;
        marked = -1;
        WORDS.scan(lines, from, end, this);
        int at = seen + from;
        boolean goesOn = joined > 0 || end > from && mayGoOn(lines, from, end);
        joined = Math.max(0, joined - 1);
        if (!goesOn) {
            linked = seen + to + 1;
            chained = 0;
        } else if (++chained > CHAIN) {
            linked = at;
            chained = 1;
        }
        if (open == Open.KEY && keyEnds) {
            open = Open.NOTHING;
            return;
        }
        if (open == Open.MANIFEST) {
            if (!endsManifest(lines, from, end)) {
                if (beginsItem(lines, from, end)) {
                    item = at;
                }
                return;
            }
            open = Open.NOTHING;
        }
        if (open == Open.NOTHING) {
            if (keyBegins && keyNamed) {
                open = Open.KEY;
                openFrom = at;
            } else if (beginsManifest(lines, from, end)) {
                open = Open.MANIFEST;
                openFrom = at;
                item = at;
            }
        }
    }

    @Override
    public void at(int word, int end) {
        String found = WORDS.words().get(word);
        if (SPANNING.contains(found)) {
            joined = SPANNED;
        } else if (MARKING.contains(found)) {
            marked = end;
        } else if (found.equals(KEY_BEGINS)) {
            keyBegins = true;
        } else if (found.equals(KEY_NAME)) {
            keyNamed = true;
        } else if (found.equals(KEY_ENDS)) {
            keyEnds = true;
        }
    }

    private static Keywords words() {
        Set<String> words = new HashSet<>(MARKING);
        words.addAll(SPANNING);
        words.addAll(Set.of(KEY_BEGINS, KEY_NAME, KEY_ENDS));
        return new Keywords(words);
    }

    /** A backslash, an operator or a word that marks a secret at the end of a line: the secret may be in the next. */
    private boolean mayGoOn(String lines, int from, int end) {
        if ("\\=:>,\"'|`".indexOf(lines.charAt(end - 1)) >= 0) {
            return true;
        }
        int at = end;
        while (at > marked && at > from && isOfName(lines.charAt(at - 1))) {
            at--;
        }
        return marked >= 0 && at <= marked && end - marked < NEAR_END;
    }

    private static boolean isOfName(char c) {
        return c >= 'a' && c <= 'z'
                || c >= 'A' && c <= 'Z'
                || c >= '0' && c <= '9'
                || c == '_'
                || c == '-'
                || c == '.'
                || c == ' '
                || c == ':';
    }

    private static boolean beginsManifest(String lines, int from, int end) {
        char first = from < end ? lines.charAt(from) : '\n';
        return switch (first) {
            case 'a' -> starts(lines, from, end, "apiVersion:");
            case 'k' -> starts(lines, from, end, "kind:");
            case 'd' -> starts(lines, from, end, "data:") && end - from == 5;
            case 's' -> starts(lines, from, end, "stringData:") && end - from == 11;
            case '{' -> end - from == 1;
            default -> false;
        };
    }

    /** A line that no YAML or JSON document goes on with: one at the left margin that is neither a key nor a bracket. */
    private static boolean endsManifest(String lines, int from, int end) {
        if (from == end) {
            return false;
        }
        char first = lines.charAt(from);
        if (first == '}' || starts(lines, from, end, "---")) {
            return true;
        }
        if (first <= ' ' || "{}[]#:-".indexOf(first) >= 0) {
            return false;
        }
        for (int i = from; i < end; i++) {
            if (lines.charAt(i) == ':') {
                return false;
            }
        }
        return true;
    }

    private static boolean beginsItem(String lines, int from, int end) {
        int at = from;
        while (at < end && lines.charAt(at) == ' ') {
            at++;
        }
        return at - from <= 8
                && at < end
                && (lines.charAt(at) == '{' && end - at == 1 || at == from && starts(lines, from, end, "- "));
    }

    private static boolean starts(String lines, int from, int end, String word) {
        return end - from >= word.length() && lines.startsWith(word, from);
    }
}
