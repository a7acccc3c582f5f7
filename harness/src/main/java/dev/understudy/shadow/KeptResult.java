package dev.understudy.shadow;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.understudy.operation.ReadOperation;
import dev.understudy.recording.EventJson;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The result of a read as the journal keeps it, so that other versions of the workflow can be tested against the run. What
 * may be a secret is not kept at all: such a run cannot be reproduced, and says so.
 *
 * @param json null where it is not kept
 * @param why it is not kept, for people; null where it is
 */
record KeptResult(@Nullable String json, @Nullable String why) {
    private static final int MOST = 1_000_000;
    /** Names after which secrets stand, and the forms of keys and tokens. */
    private static final Pattern SECRET = Pattern.compile(
            "(?i)\"[^\"]*(passw(or)?d|passphrase|secret|token|credential|api[-_]?key|private[-_]?key|authorization)[^\"]*\"\\s*:"
                    + "\\s*(\"[^\"]|[\\[{])|-----BEGIN [A-Z ]*PRIVATE KEY|\\beyJ[A-Za-z0-9_-]{10,}\\.eyJ|\\bAKIA[0-9A-Z]{16}\\b"
                    + "|\\bgh[pousr]_[A-Za-z0-9]{30,}|://[^/\\s:@\"]+:[^/\\s@\"]+@");

    static KeptResult of(Reached reached, @Nullable Object result) {
        if (reached.operation() instanceof ReadOperation<?> read && !read.keepsResult()) {
            return new KeptResult(null, "its result is not kept, for its author says that it may hold secrets");
        }
        if (reached.action().object().startsWith("kubernetes:/secrets/")) {
            return new KeptResult(null, "its result is not kept, for it is a Secret");
        }
        try {
            String json = EventJson.mapper().writeValueAsString(result);
            if (json.length() > MOST) {
                return new KeptResult(null, "its result is not kept, for it is larger than a million characters");
            }
            return SECRET.matcher(json).find()
                    ? new KeptResult(null, "its result is not kept, for it looks as if it held a secret")
                    : new KeptResult(json, null);
        } catch (JsonProcessingException e) {
            return new KeptResult(null, "its result is not kept, for it has no JSON form");
        }
    }
}
