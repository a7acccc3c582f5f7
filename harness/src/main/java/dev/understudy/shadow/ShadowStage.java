package dev.understudy.shadow;

import dev.understudy.journal.Fidelity;
import dev.understudy.journal.Journal;
import dev.understudy.journal.Kind;
import dev.understudy.journal.Outcome;
import dev.understudy.journal.ReachedOperation;
import dev.understudy.journal.Resolution;
import dev.understudy.operation.WriteOperation;
import dev.understudy.store.Json;
import java.time.Clock;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/** SHADOW: reads for real, and withholds every write: publishes it as a prediction and pretends. */
final class ShadowStage implements Stage {
    private final Journal journal;
    private final RunSteps steps;
    private final Worlds worlds;
    private final Lockstep lockstep;
    private final Clock clock;

    ShadowStage(Journal journal, RunSteps steps, Worlds worlds, Lockstep lockstep, Clock clock) {
        this.journal = journal;
        this.steps = steps;
        this.worlds = worlds;
        this.lockstep = lockstep;
        this.clock = clock;
    }

    @Override
    public @Nullable Object play(Reached reached, Callable<@Nullable Object> perform) throws Exception {
        ReachedOperation operation = reached.toJournal(steps.stepOf(reached.header()), clock.instant());
        if (reached.kind() == Kind.READ) {
            lockstep.publish(operation);
            return read(reached, perform);
        }
        if (!(reached.operation() instanceof WriteOperation<?> write)) {
            String why = "its argument is no write operation, so its result cannot be simulated";
            journal.refused(operation, why, clock.instant());
            lockstep.announce(operation);
            throw ShadowWriteRefused.because(reached.words(), why);
        }
        Object simulated =
                write.simulate(worlds.upTo(reached.run(), reached.header().after()));
        worlds.pretended(reached.run(), reached.header().sequence(), reached.action());
        lockstep.predict(operation, Outputs.matterTo(write));
        return simulated;
    }

    private @Nullable Object read(Reached reached, Callable<@Nullable Object> perform) throws Exception {
        Object result;
        try {
            result = perform.call();
        } catch (Exception e) {
            settle(
                    reached,
                    new Outcome(
                            Resolution.FAILED, null, Failure.words(e), Json.write(KeptFailure.of(e)), clock.instant()));
            throw e;
        }
        KeptResult kept = KeptResult.of(reached, result);
        settle(reached, new Outcome(Resolution.DONE, Fidelity.REAL, kept.why(), kept.json(), clock.instant()));
        return result;
    }

    private void settle(Reached reached, Outcome outcome) {
        journal.resolve(reached.run(), reached.header().sequence(), outcome);
    }
}
