package dev.understudy.schedule;

/**
 * Starts that were skipped for one reason, since the schedule was made.
 *
 * @param detail what more is known, such as which key was missing; empty where nothing is
 */
public record Skipped(SkipReason reason, long count, String detail) {
    /** One line for people. */
    public String words() {
        return count + " skipped: " + reason.words() + (detail.isEmpty() ? "" : " (" + detail + ")");
    }
}
