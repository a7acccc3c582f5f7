package dev.understudy.shadow;

import dev.understudy.journal.Journal;
import java.time.Clock;
import java.util.Optional;

/** Where runs of schedules are let in, or refused: then the journal says what was refused and why, and nothing is done. */
final class Door {
    private final Admission admission;
    private final Journal journal;
    private final RunSteps steps;
    private final Clock clock;

    Door(Admission admission, Journal journal, RunSteps steps, Clock clock) {
        this.admission = admission;
        this.journal = journal;
        this.steps = steps;
        this.clock = clock;
    }

    /** @throws io.temporal.failure.ApplicationFailure where the run must not have begun */
    void admit(Reached reached) {
        RunHeader run = reached.header().run();
        if (run.schedule() == null) {
            return;
        }
        Optional<String> why = admission.refusal(run);
        if (why.isPresent()) {
            journal.refused(
                    reached.toJournal(steps.stepOf(reached.header()), clock.instant()), why.get(), clock.instant());
            throw ShadowWriteRefused.because("the run " + reached.run() + " of schedule " + run.schedule(), why.get());
        }
    }
}
