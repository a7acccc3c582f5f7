package dev.understudy.audit;

import org.jspecify.annotations.Nullable;

/**
 * Whether the log is what was appended.
 *
 * @param entries how many entries hold, from the first on
 * @param head the hash of the last entry that holds. Kept elsewhere, it also proves that nothing was cut off at the end
 * @param brokenAt the number of the first entry that does not hold; null where all do
 * @param why what is wrong with it, for people; null where all hold
 */
public record AuditVerdict(
        long entries,
        String head,
        @Nullable Long brokenAt,
        @Nullable String why) {
    public boolean ok() {
        return brokenAt == null;
    }
}
