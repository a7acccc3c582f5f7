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
import org.jspecify.annotations.Nullable;

/** SHADOW: reads for real, and withholds every write: publishes it as a prediction and pretends. */
final class ShadowStage implements Stage {
    private final Journal journal;
    private final RunSteps steps;
    private final Worlds worlds;
    private final Lockstep lockstep;
    private final Elsewhere elsewhere;
    private final Clock clock;

    ShadowStage(Journal journal, RunSteps steps, Worlds worlds, Lockstep lockstep, Elsewhere elsewhere, Clock clock) {
        this.journal = journal;
        this.steps = steps;
        this.worlds = worlds;
        this.lockstep = lockstep;
        this.elsewhere = elsewhere;
        this.clock = clock;
    }

    @Override
    public @Nullable Object play(Reached reached, Performance perform) throws Exception {
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

    private @Nullable Object read(Reached reached, Performance perform) throws Exception {
        Object result;
        try {
            result = perform.call();
        } catch (Exception e) {
            settle(reached, failed(Failure.words(e), e));
            throw e;
        }
        if (perform.endsElsewhere()) {
            elsewhere.expects(
                    reached,
                    (end, failure) -> failure == null ? done(reached, end) : failed(Elsewhere.words(failure), failure));
            return result;
        }
        settle(reached, done(reached, result));
        return result;
    }

    private Outcome done(Reached reached, @Nullable Object result) {
        KeptResult kept = KeptResult.of(reached, result);
        return new Outcome(Resolution.DONE, Fidelity.REAL, kept.why(), kept.json(), clock.instant());
    }

    private Outcome failed(String words, Exception e) {
        return new Outcome(Resolution.FAILED, null, words, Json.write(KeptFailure.of(e)), clock.instant());
    }

    private void settle(Reached reached, Outcome outcome) {
        journal.resolve(reached.run(), reached.header().sequence(), outcome);
    }
}
