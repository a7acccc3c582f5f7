package dev.understudy.shadow;

import dev.understudy.action.Action;
import dev.understudy.control.ActionFingerprint;
import dev.understudy.control.Hold;
import dev.understudy.control.Holds;
import dev.understudy.journal.Journal;
import dev.understudy.journal.JournalEntry;
import dev.understudy.journal.Kind;
import dev.understudy.run.Run;
import dev.understudy.run.Runs;
import dev.understudy.store.Store;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Watches live runs against the plans of their own rehearsals. What a run does again after a restart of this process is built
 * anew from its journal. Thread-safe.
 */
final class PlanWatch {
    private final Runs runs;
    private final Journal journal;
    private final Holds holds;
    private final Map<String, Optional<FollowedPlan>> followed = new ConcurrentHashMap<>();

    PlanWatch(Store store) {
        this.runs = new Runs(store);
        this.journal = new Journal(store);
        this.holds = new Holds(store, Clock.systemUTC());
    }

    /** Why the write is outside the plan, in one line; empty where the plan shows it, or no plan watches over the run. */
    Optional<String> left(Reached reached) {
        Optional<FollowedPlan> plan = followed.computeIfAbsent(reached.run(), this::load);
        return plan.flatMap(there ->
                there.follow(reached.header().sequence(), reached.action(), () -> accepted(reached.run(), reached)));
    }

    void forget(String run) {
        followed.remove(run);
    }

    private boolean accepted(String run, Reached reached) {
        return accepted(run, reached.header().sequence(), reached.action());
    }

    private boolean accepted(String run, long sequence, Action action) {
        return holds.ofRun(run).stream()
                .anyMatch(hold -> hold.cause() == Hold.Cause.PLAN_LEFT
                        && hold.releasedAt() != null
                        && Long.valueOf(sequence).equals(hold.sequence())
                        && ActionFingerprint.of(action).equals(hold.action()));
    }

    private Optional<FollowedPlan> load(String run) {
        Optional<String> plan = runs.find(run).map(Run::plan);
        if (plan.isEmpty()) {
            return Optional.empty();
        }
        FollowedPlan followedPlan = new FollowedPlan(writes(plan.get()));
        List<JournalEntry> done = writes(run).stream()
                .filter(entry -> !entry.operation().compensates())
                .sorted(Comparator.comparing(
                        (JournalEntry entry) -> entry.operation().publishedAt()))
                .toList();
        for (JournalEntry entry : done) {
            followedPlan.follow(entry.sequence(), entry.operation().action(), () -> true);
        }
        return Optional.of(followedPlan);
    }

    private List<JournalEntry> writes(String run) {
        return journal.ofRun(run).stream()
                .filter(entry -> entry.operation().kind() == Kind.WRITE)
                .toList();
    }
}
