package dev.understudy.shadow;

import dev.understudy.action.Effect;
import dev.understudy.journal.Fidelity;
import dev.understudy.journal.Journal;
import dev.understudy.journal.JournalEntry;
import dev.understudy.journal.Kind;
import dev.understudy.journal.Outcome;
import dev.understudy.journal.Resolution;
import dev.understudy.operation.World;
import dev.understudy.operation.WriteOperation;
import dev.understudy.recording.EventJson;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** LIVE: acts, with two keys at each write, and an intent that is on disk before the effect. */
final class LiveStage implements Stage {
    private final Journal journal;
    private final RunSteps steps;
    private final SecondKey secondKey;
    private final Leave leave;
    private final Clock clock;

    LiveStage(Journal journal, RunSteps steps, SecondKey secondKey, Leave leave, Clock clock) {
        this.journal = journal;
        this.steps = steps;
        this.secondKey = secondKey;
        this.leave = leave;
        this.clock = clock;
    }

    @Override
    public @Nullable Object play(Reached reached, Callable<@Nullable Object> perform) throws Exception {
        if (reached.kind() == Kind.WRITE) {
            Optional<JournalEntry> before =
                    journal.find(reached.run(), reached.header().sequence());
            if (before.isPresent() && before.get().resolution() == Resolution.DONE) {
                return resultOf(before.get(), reached);
            }
            before.ifPresent(entry -> neverBlindlyTwice(entry, reached));
            leave.demand(reached);
        }
        journal.reached(reached.toJournal(steps.stepOf(reached.header()), clock.instant()));
        if (reached.kind() == Kind.WRITE) {
            demandSecondKey(reached);
        }
        return performed(reached, perform);
    }

    private @Nullable Object performed(Reached reached, Callable<@Nullable Object> perform) throws Exception {
        Object result;
        try {
            result = perform.call();
        } catch (Exception e) {
            settle(reached, new Outcome(Resolution.FAILED, null, Failure.words(e), null, clock.instant()));
            throw e;
        }
        String kept = reached.kind() == Kind.WRITE ? EventJson.mapper().writeValueAsString(result) : null;
        settle(reached, new Outcome(Resolution.DONE, Fidelity.REAL, null, kept, clock.instant()));
        return result;
    }

    private void demandSecondKey(Reached reached) {
        RunHeader run = reached.header().run();
        if (!secondKey.confirms(run.workflowType(), run.fingerprint())) {
            String why = run.workflowType() + " is not promoted at fingerprint " + run.fingerprint();
            settle(reached, new Outcome(Resolution.REFUSED, null, why, null, clock.instant()));
            throw ShadowWriteRefused.because(reached.words(), why);
        }
    }

    /** An intent without an outcome: an attempt before this one may have acted, and did not live to say so. */
    private void neverBlindlyTwice(JournalEntry entry, Reached reached) {
        boolean unsure = entry.resolution() == Resolution.INTENT || entry.resolution() == Resolution.UNKNOWN;
        if (!unsure || reached.action().effect() == Effect.WRITE) {
            return;
        }
        settle(
                reached,
                new Outcome(
                        Resolution.UNKNOWN,
                        null,
                        "the worker ended while it was doing this: find out whether it was done, and say so",
                        null,
                        clock.instant()));
        throw leave.unknown(reached);
    }

    private void settle(Reached reached, Outcome outcome) {
        journal.resolve(reached.run(), reached.header().sequence(), outcome);
    }

    private static @Nullable Object resultOf(JournalEntry entry, Reached reached) throws Exception {
        String kept = entry.result();
        if (kept == null) {
            // Somebody said that it had happened; what it returned nobody knows.
            return reached.operation() instanceof WriteOperation<?> write ? write.simulate(World.UNTOUCHED) : null;
        }
        return EventJson.mapper().readValue(kept, EventJson.mapper().constructType(reached.resultType()));
    }
}
