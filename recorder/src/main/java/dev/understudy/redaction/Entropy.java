package dev.understudy.redaction;

/** Shannon entropy, as gitleaks computes it. */
final class Entropy {
    private Entropy() {}

    /** In bits a character, over the frequencies of the characters themselves; 0 for an empty text. */
    static double of(CharSequence text, int start, int end) {
        int[] ascii = new int[128];
        java.util.Map<Character, Integer> others = new java.util.HashMap<>();
        for (int i = start; i < end; i++) {
            char c = text.charAt(i);
            if (c < 128) {
                ascii[c]++;
            } else {
                others.merge(c, 1, Integer::sum);
            }
        }
        double length = end - start;
        double entropy = 0;
        for (int count : ascii) {
            entropy += term(count, length);
        }
        for (int count : others.values()) {
            entropy += term(count, length);
        }
        return entropy;
    }

    private static double term(int count, double length) {
        if (count == 0) {
            return 0;
        }
        double frequency = count / length;
        return -frequency * Math.log(frequency) / Math.log(2);
    }
}
