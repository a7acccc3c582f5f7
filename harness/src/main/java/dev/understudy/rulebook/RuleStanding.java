package dev.understudy.rulebook;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A rule as it is now.
 *
 * @param current the version that holds, or held until it was ended; null where none ever did
 * @param proposed a version that waits for a second person; null where none does
 * @param versions all of them, oldest first
 * @param hid what it hides now, by run
 */
public record RuleStanding(
        String id,
        @Nullable StoredRule current,
        @Nullable StoredRule proposed,
        List<StoredRule> versions,
        List<HiddenDivergence> hid) {
    public RuleStanding {
        versions = List.copyOf(versions);
        hid = List.copyOf(hid);
    }

    /** The version that says what the rule is, or would be. */
    public StoredRule shown() {
        return current != null && current.state() == RuleState.IN_FORCE ? current : versions.get(versions.size() - 1);
    }

    /** In how many runs it hides something. */
    public int runs() {
        return (int) hid.stream().map(HiddenDivergence::run).distinct().count();
    }
}
