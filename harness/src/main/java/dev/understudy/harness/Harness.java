package dev.understudy.harness;

import dev.understudy.control.Control;
import dev.understudy.identity.KnownWorkflow;
import dev.understudy.recording.SessionEvent;
import dev.understudy.rehearsal.Plan;
import dev.understudy.schedule.Schedules;
import dev.understudy.shadow.PublishedCommitment;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Runs workflows in their modes: beside an operator, alone in rehearsal, or acting. Closing it stops the workers and leaves
 * the runs to Temporal, where the next harness finds them. Thread-safe.
 */
public interface Harness extends AutoCloseable {
    /**
     * Starts the workers, and takes up the runs that an earlier harness left. Needs a Temporal server that answers.
     *
     * @throws IllegalArgumentException where the automations do not fit together: a mistake of their authors
     */
    static Harness start(HarnessSetup setup) {
        return new TemporalHarness(setup);
    }

    /** The workflows that can be run, by type. */
    List<KnownWorkflow> workflows();

    /** The workflow that automates this runbook. */
    Optional<KnownWorkflow> forRunbook(String runbook);

    /**
     * Starts the workflow in SHADOW beside a manual run. {@link #observe} does this by itself when a session starts.
     *
     * @throws RunRefused where it cannot be; the manual run goes on without a shadow
     */
    void startShadow(RunRequest request);

    /** Starts a rehearsal. @throws RunRefused where it cannot be */
    void startDryRun(RunRequest request);

    /** Starts a run that acts. @throws RunRefused where it cannot be, above all where the workflow is not promoted */
    void startLive(RunRequest request);

    /**
     * Takes notice of new events of a session; call it after they were stored, in the order of their numbers. Starts the
     * shadow when a session starts a run, tells the shadow what the operator did, and compares when the run ends. Events
     * that were told already are ignored.
     */
    void observe(String session, List<SessionEvent> events);

    /** The predictions of a run published after position {@code after} (0: all), in order, as far as one may know of them. */
    List<PublishedCommitment> commitments(String run, long after);

    /** As {@link #commitments}, and waits until there is one or {@code patience} has passed; then the list is empty. */
    List<PublishedCommitment> awaitCommitments(String run, long after, Duration patience) throws InterruptedException;

    /** What a rehearsal showed so far; its ending says whether there is more to come. */
    Plan plan(String run);

    /** As {@link #plan}, and waits until the rehearsal has ended or {@code patience} has passed. */
    Plan awaitPlan(String run, Duration patience) throws InterruptedException;

    /** Runs that begin by the clock. */
    Schedules schedules();

    /** Pause, resume, stop. */
    Control control();

    /** Stops the workers; what they are doing has a few seconds to finish. */
    @Override
    void close();
}
