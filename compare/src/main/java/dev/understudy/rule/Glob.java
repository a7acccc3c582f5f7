package dev.understudy.rule;

/**
 * Patterns over names with slashes: {@code *} stands for anything but a slash, {@code **} for anything, {@code ?} for one
 * character that is no slash. Linear in the text for each star, whatever the pattern is.
 */
final class Glob {
    private Glob() {}

    static boolean matches(String pattern, String text) {
        boolean[] here = new boolean[text.length() + 1];
        here[0] = true;
        for (int p = 0; p < pattern.length(); p++) {
            char c = pattern.charAt(p);
            boolean[] next = new boolean[text.length() + 1];
            if (c == '*') {
                boolean any = p + 1 < pattern.length() && pattern.charAt(p + 1) == '*';
                for (int t = 0; t <= text.length(); t++) {
                    next[t] = here[t] || t > 0 && next[t - 1] && (any || text.charAt(t - 1) != '/');
                }
                p += any ? 1 : 0;
            } else {
                for (int t = 1; t <= text.length(); t++) {
                    char at = text.charAt(t - 1);
                    next[t] = here[t - 1] && (at == c || c == '?' && at != '/');
                }
            }
            here = next;
        }
        return here[text.length()];
    }

    /** Whether the pattern says anything: more than stars, slashes and a scheme such as {@code file:}. */
    static boolean says(String pattern) {
        return !pattern.replaceFirst("^[a-z]+:", "").replaceAll("[*?/]", "").isBlank();
    }
}
