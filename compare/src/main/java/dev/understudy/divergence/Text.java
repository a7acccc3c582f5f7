package dev.understudy.divergence;

/** Text that fits into a sentence. */
final class Text {
    private static final int LONGEST = 80;

    private Text() {}

    /** One line of at most 80 characters. */
    static String shortened(String text) {
        String line = text.strip().replaceAll("\\s*[\\r\\n]+\\s*", " \u23ce ");
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST - 1) + "\u2026";
    }
}
