package dev.understudy.shadow;

import dev.understudy.journal.Fidelity;
import dev.understudy.journal.Journal;
import dev.understudy.journal.Kind;
import dev.understudy.journal.Outcome;
import dev.understudy.journal.Resolution;
import dev.understudy.operation.Operation;
import dev.understudy.operation.WriteOperation;
import dev.understudy.recording.EventJson;
import dev.understudy.rehearsal.Rehearsed;
import dev.understudy.rehearsal.Twin;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** DRY_RUN on a twin: what the twin holds is done there for real; all else is rehearsed as without it. */
final class TwinStage implements Stage {
    private final Twin twin;
    private final Stage without;
    private final Journal journal;
    private final RunSteps steps;
    private final Worlds worlds;
    private final Clock clock;

    TwinStage(Twin twin, Stage without, Journal journal, RunSteps steps, Worlds worlds, Clock clock) {
        this.twin = twin;
        this.without = without;
        this.journal = journal;
        this.steps = steps;
        this.worlds = worlds;
        this.clock = clock;
    }

    @Override
    public @Nullable Object play(Reached reached, Performance perform) throws Exception {
        Operation<?> operation = reached.operation();
        if (operation == null || !twin.holds(reached.activities())) {
            return without.play(reached, perform);
        }
        journal.reached(reached.toJournal(steps.stepOf(reached.header()), clock.instant()));
        Optional<Twin.ProgramAnswer> program = program(reached, operation);
        return program.isPresent() && operation instanceof WriteOperation<?> write
                ? answered(reached, write, program.get())
                : performed(reached, perform);
    }

    private Optional<Twin.ProgramAnswer> program(Reached reached, Operation<?> operation) {
        try {
            return twin.program(operation, reached.action());
        } catch (RuntimeException e) {
            // A job that cannot be created there could not be created in life either.
            settle(reached, Resolution.FAILED, null, Rehearsed.ON_TWIN + Failure.words(e));
            throw e;
        }
    }

    private @Nullable Object answered(Reached reached, WriteOperation<?> write, Twin.ProgramAnswer answer)
            throws Exception {
        String recorded = answer.result();
        Object result = recorded == null
                ? write.simulate(worlds.upTo(reached.run(), reached.header().after()))
                : EventJson.mapper().readValue(recorded, EventJson.mapper().constructType(reached.resultType()));
        worlds.pretended(reached.run(), reached.header().sequence(), reached.action());
        settle(reached, Resolution.REHEARSED, Fidelity.SIMULATED, answer.why());
        return result;
    }

    private @Nullable Object performed(Reached reached, Performance perform) throws Exception {
        Twin.Played played;
        try {
            played = twin.play(perform);
        } catch (Exception e) {
            settle(reached, Resolution.FAILED, null, Rehearsed.ON_TWIN + Failure.words(e));
            throw e;
        }
        boolean read = reached.kind() == Kind.READ;
        settle(
                reached,
                read ? Resolution.DONE : Resolution.REHEARSED,
                read ? Fidelity.REAL : Fidelity.SIMULATED,
                Rehearsed.ON_TWIN + (read ? "read" : played.effects().isEmpty() ? "no change" : played.effects()));
        return played.result();
    }

    private void settle(Reached reached, Resolution resolution, @Nullable Fidelity fidelity, String detail) {
        journal.resolve(
                reached.run(),
                reached.header().sequence(),
                new Outcome(resolution, fidelity, detail, null, clock.instant()));
    }
}
