package dev.understudy.redaction;

/**
 * Where a secret is in a text.
 *
 * @param start the index of its first character
 * @param end the index after its last character
 * @param rule the rule that found it
 */
record Secret(int start, int end, String rule) {
    Secret {
        if (start < 0 || end <= start) {
            throw new IllegalArgumentException("no secret is at " + start + ".." + end);
        }
    }
}
