package dev.understudy.schedule;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * Starts that were skipped for one reason, since the schedule was made.
 *
 * @param detail what more is known, such as which key was missing; empty where nothing is
 */
public record Skipped(SkipReason reason, long count, String detail) {
    /** One line for people. */
    @JsonProperty
    public String words() {
        return count + " skipped: " + reason.words() + (detail.isEmpty() ? "" : " (" + detail + ")");
    }
}
