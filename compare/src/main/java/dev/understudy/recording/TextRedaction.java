package dev.understudy.recording;

/**
 * Takes the secrets out of text before it is stored. The recorder provides one, found by {@link java.util.ServiceLoader}; who
 * stores text of others and finds none must refuse.
 */
public interface TextRedaction {
    /** The text with placeholders in the place of its secrets. */
    String redact(String text);
}
