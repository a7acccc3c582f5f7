package dev.understudy.shadow;

import io.temporal.common.interceptors.Header;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an activity is told about the operation that it is.
 *
 * @param sequence its number within the run
 * @param after the largest number that was resolved, with all before it, when the workflow asked for this one
 * @param step the runbook's step that the workflow named; null where it named none
 * @param compensation whether the workflow had been cancelled when it asked: then it undoes what it did
 */
record OperationHeader(
        RunHeader run, long sequence, long after, @Nullable String step, boolean compensation) {
    Header stamp(Header header) {
        Map<String, String> map = run.toMap();
        map.put("sequence", Long.toString(sequence));
        map.put("asked-after", Long.toString(after));
        if (step != null) {
            map.put("step", step);
        }
        if (compensation) {
            map.put("compensation", "true");
        }
        return RunHeader.stamp(header, map);
    }

    /** Empty for what is missing, unreadable, or written by another version. */
    static Optional<OperationHeader> read(Header header) {
        Map<String, String> map = RunHeader.mapIn(header);
        Optional<RunHeader> run = RunHeader.read(map);
        if (map == null || run.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new OperationHeader(
                    run.get(),
                    Long.parseLong(map.get("sequence")),
                    Long.parseLong(map.get("asked-after")),
                    map.get("step"),
                    "true".equals(map.get("compensation"))));
        } catch (NumberFormatException missing) {
            return Optional.empty();
        }
    }
}
