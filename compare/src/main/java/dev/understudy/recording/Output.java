package dev.understudy.recording;

/**
 * What one typed command printed on the terminal, redacted, without escape sequences that only paint.
 *
 * @param head the first part, as text
 * @param tail the last part where the whole was longer than the cap; empty where {@code head} is all
 * @param bytes how much was printed in all
 * @param omitted how many bytes between head and tail were left out
 */
public record Output(String head, String tail, long bytes, long omitted) {
    public static final Output NONE = new Output("", "", 0, 0);

    /** All that was kept, with a line that says what was left out in between. */
    public String text() {
        return omitted == 0 ? head + tail : head + "\n[… " + omitted + " bytes left out …]\n" + tail;
    }
}
