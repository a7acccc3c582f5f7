package dev.understudy.shadow;

import dev.understudy.journal.Fidelity;
import dev.understudy.journal.Journal;
import dev.understudy.journal.Kind;
import dev.understudy.journal.Outcome;
import dev.understudy.journal.ReachedOperation;
import dev.understudy.journal.Resolution;
import dev.understudy.operation.ReadOperation;
import dev.understudy.operation.World;
import dev.understudy.operation.WriteOperation;
import dev.understudy.rehearsal.Rehearsed;
import dev.understudy.rehearsal.Tries;
import io.temporal.failure.ApplicationFailure;
import java.time.Clock;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** DRY_RUN: reads the real world under the run's own simulated writes, and only pretends to write. */
final class RehearsalStage implements Stage {
    private final Journal journal;
    private final RunSteps steps;
    private final Worlds worlds;
    private final Elsewhere elsewhere;
    private final Clock clock;

    RehearsalStage(Journal journal, RunSteps steps, Worlds worlds, Elsewhere elsewhere, Clock clock) {
        this.journal = journal;
        this.steps = steps;
        this.worlds = worlds;
        this.elsewhere = elsewhere;
        this.clock = clock;
    }

    @Override
    public @Nullable Object play(Reached reached, Performance perform) throws Exception {
        ReachedOperation operation = reached.toJournal(steps.stepOf(reached.header()), clock.instant());
        World world = worlds.upTo(reached.run(), reached.header().after());
        if (reached.kind() == Kind.READ) {
            journal.reached(operation);
            return reached.operation() instanceof ReadOperation<?> read
                    ? read(reached, read, world, perform)
                    : performed(reached, perform);
        }
        if (!(reached.operation() instanceof WriteOperation<?> write)) {
            String why = "its argument is no write operation, so what it would do is not known";
            journal.refused(operation, why, clock.instant());
            throw ShadowWriteRefused.because(reached.words(), why);
        }
        return simulated(reached, operation, write, world);
    }

    /** Nothing is done between the reaching and the outcome, so the journal is told of both at once. */
    private @Nullable Object simulated(
            Reached reached, ReachedOperation operation, WriteOperation<?> write, World world) {
        Object result;
        try {
            result = write.simulate(world);
        } catch (RuntimeException e) {
            String why = "it cannot be simulated: " + Failure.words(e);
            journal.refused(operation, why, clock.instant());
            throw ApplicationFailure.newNonRetryableFailureWithCause(reached.words() + ": " + why, "NotRehearsed", e);
        }
        String checked = checked(reached, operation, write, world);
        worlds.pretended(reached.run(), reached.header().sequence(), reached.action());
        journal.settled(
                operation, new Outcome(Resolution.REHEARSED, Fidelity.SIMULATED, checked, null, clock.instant()));
        return result;
    }

    /** What the real system would say, in words; null where there is none that can be asked. */
    private @Nullable String checked(
            Reached reached, ReachedOperation operation, WriteOperation<?> write, World world) {
        if (!(reached.activities() instanceof Tries tries)) {
            return null;
        }
        String object = reached.action().object();
        if (world.writes().stream().anyMatch(earlier -> earlier.object().equals(object))) {
            // To the real system the write before it never happened, so its word would be of something else.
            return Rehearsed.NOT_CHECKED + "a write before it was only pretended";
        }
        try {
            return tries.tried(write).map(Rehearsed.NOT_CHECKED::concat).orElse(Rehearsed.CHECKED);
        } catch (ApplicationFailure rejected) {
            String why = Rehearsed.REJECTED + rejected.getOriginalMessage();
            journal.settled(operation, new Outcome(Resolution.FAILED, null, why, null, clock.instant()));
            throw rejected;
        }
    }

    private <R> @Nullable R read(Reached reached, ReadOperation<R> read, World world, Performance perform)
            throws Exception {
        Optional<R> assumed = read.assumed(world);
        if (assumed.isPresent()) {
            settle(reached, Resolution.DONE, Fidelity.ASSUMED, "assumed: " + assumed.get());
            return assumed.get();
        }
        @SuppressWarnings("unchecked")
        @Nullable
        R real = (R) real(reached, perform);
        if (perform.endsElsewhere()) {
            expects(reached, "as it was completed elsewhere, without the run's own simulated writes");
            return real;
        }
        if (real == null) {
            settle(reached, Resolution.DONE, Fidelity.REAL, null);
            return null;
        }
        R overlaid = read.overlaid(real, world);
        boolean differs = !Objects.equals(real, overlaid);
        settle(reached, Resolution.DONE, Fidelity.REAL, differs ? Rehearsed.OVERLAID + overlaid : null);
        return overlaid;
    }

    private @Nullable Object performed(Reached reached, Performance perform) throws Exception {
        Object result = real(reached, perform);
        if (perform.endsElsewhere()) {
            expects(reached, null);
            return result;
        }
        settle(reached, Resolution.DONE, Fidelity.REAL, null);
        return result;
    }

    private @Nullable Object real(Reached reached, Performance perform) throws Exception {
        try {
            return perform.call();
        } catch (Exception e) {
            settle(reached, Resolution.FAILED, null, Failure.words(e));
            throw e;
        }
    }

    private void expects(Reached reached, @Nullable String detail) {
        elsewhere.expects(
                reached,
                (end, failure) -> failure == null
                        ? new Outcome(Resolution.DONE, Fidelity.REAL, detail, null, clock.instant())
                        : new Outcome(Resolution.FAILED, null, Elsewhere.words(failure), null, clock.instant()));
    }

    private void settle(Reached reached, Resolution resolution, @Nullable Fidelity fidelity, @Nullable String detail) {
        journal.resolve(
                reached.run(),
                reached.header().sequence(),
                new Outcome(resolution, fidelity, detail, null, clock.instant()));
    }
}
