package dev.understudy.report;

import dev.understudy.divergence.DivergenceKind;
import dev.understudy.divergence.Severity;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Divergences of runs that belong together and wait for a verdict.
 *
 * @param key names the group, as it is split now
 * @param words why they belong together
 * @param severity the most severe of them
 * @param members the most severe first, then the latest; never empty
 */
public record DivergenceGroup(String key, String words, DivergenceKind kind, Severity severity, List<Member> members) {
    public DivergenceGroup {
        members = List.copyOf(members);
    }

    public int runs() {
        return (int) members.stream().map(Member::run).distinct().count();
    }

    public List<String> targets() {
        return members.stream().map(Member::target).distinct().sorted().toList();
    }

    public Instant latest() {
        return members.stream().map(Member::at).max(Instant::compareTo).orElse(Instant.EPOCH);
    }

    /** One of them. @param at when its run ended, or began where it goes on */
    public record Member(
            String run,
            String id,
            Severity severity,
            String title,
            @Nullable String step,
            String target,
            String runbook,
            @Nullable String workflowType,
            Instant at) {
        /** Empty where it has none. */
        String value(SplitField field) {
            String value = switch (field) {
                case RUN -> run;
                case TARGET -> target;
                case WORKFLOW -> workflowType;
                case RUNBOOK -> runbook;
                case STEP -> step;
            };
            return value == null ? "" : value;
        }
    }
}
