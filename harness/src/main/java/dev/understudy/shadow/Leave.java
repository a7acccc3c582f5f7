package dev.understudy.shadow;

import dev.understudy.control.ActionFingerprint;
import dev.understudy.control.Approvals;
import dev.understudy.control.Control;
import dev.understudy.control.Guard.Alert;
import dev.understudy.control.Hold;
import dev.understudy.control.Hold.Cause;
import dev.understudy.control.Holds;
import dev.understudy.control.Incident;
import dev.understudy.control.Watchman;
import dev.understudy.store.StoreException;
import io.temporal.failure.ApplicationFailure;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Whether a live write may leave now, apart from the keys: not where its run is held or stopped, an alert fires, its plan
 * does not show it, or nobody approved it step by step. Asked by the worker at every write. Thread-safe.
 */
final class Leave {
    private final Holds holds;
    private final Approvals approvals;
    private final BooleanSupplier allStopped;
    private final SecondKey secondKey;
    private final Watchman watchman;
    private final PlanWatch plans;

    Leave(
            Holds holds,
            Approvals approvals,
            BooleanSupplier allStopped,
            SecondKey secondKey,
            Watchman watchman,
            PlanWatch plans) {
        this.holds = holds;
        this.approvals = approvals;
        this.allStopped = allStopped;
        this.secondKey = secondKey;
        this.watchman = watchman;
        this.plans = plans;
    }

    /** @throws ApplicationFailure that sends the write back, or refuses it */
    void demand(Reached reached) {
        boolean compensation = reached.header().compensation();
        Holds.Standing standing = holds.standing(reached.run());
        if (standing.stop() != null && !(standing.stop() == Control.Stop.WITH_COMPENSATION && compensation)) {
            throw refused(reached, "the run was stopped", "RunStopped");
        }
        if (allStopped.getAsBoolean()) {
            throw hold(reached, Cause.ALL_LIVE_STOPPED, null, "all live runs are stopped");
        }
        if (standing.hold() > 0) {
            throw RunHeld.by(standing.hold(), reached.words(), "the run is held");
        }
        if (compensation) {
            return;
        }
        if (reached.header().run().manner().stepByStep()
                && !approvals.holds(
                        reached.run(), reached.header().sequence(), ActionFingerprint.of(reached.action()))) {
            throw refused(reached, "nobody approved exactly this", ShadowWriteRefused.TYPE);
        }
        Optional<Alert> alert =
                watchman.firing(reached.run(), reached.header().run().target());
        if (alert.isPresent()) {
            watchman.hold(reached.run(), reached.header().run().workflowType(), alert.get());
            throw RunHeld.by(
                    holds.standing(reached.run()).hold(),
                    reached.words(),
                    alert.get().words());
        }
        plans.left(reached).ifPresent(why -> {
            throw leftThePlan(reached, why);
        });
    }

    /**
     * The same for what leaves a live workflow without passing an activity: Nexus operations, and signals to and cancellations
     * of workflows of others. Both keys are asked for here as well. Called in workflow code that is not replayed.
     *
     * @throws CallHeld where it may not leave now
     */
    void demand(RunHeader run, String what, boolean compensation) {
        try {
            Holds.Standing standing = holds.standing(run.run());
            if (standing.stop() != null && !(standing.stop() == Control.Stop.WITH_COMPENSATION && compensation)) {
                throw new CallHeld(what, "the run was stopped");
            }
            if (allStopped.getAsBoolean()) {
                throw held(run, what, Cause.ALL_LIVE_STOPPED, "all live runs are stopped");
            }
            if (standing.hold() > 0) {
                throw new CallHeld(what, "the run is held");
            }
            if (!secondKey.confirms(run.workflowType(), run.fingerprint())) {
                throw held(
                        run,
                        what,
                        Cause.NOT_PROMOTED,
                        run.workflowType() + " is not promoted at fingerprint " + run.fingerprint() + ", so " + what
                                + " may not leave");
            }
        } catch (StoreException away) {
            throw new CallHeld(what, String.valueOf(away.getMessage()));
        }
    }

    private CallHeld held(RunHeader run, String what, Cause cause, String why) {
        holds.hold(run.run(), cause, null, null, why, Hold.ITSELF);
        return new CallHeld(what, why);
    }

    /** Nobody knows what became of an attempt before this one. */
    ApplicationFailure unknown(Reached reached) {
        return hold(
                reached,
                Cause.OUTCOME_UNKNOWN,
                null,
                "nobody knows whether operation " + reached.header().sequence() + " was done: "
                        + reached.action().summary() + ". Find out, and settle it");
    }

    private ApplicationFailure leftThePlan(Reached reached, String why) {
        long number = holds.hold(
                reached.run(),
                Cause.PLAN_LEFT,
                reached.header().sequence(),
                ActionFingerprint.of(reached.action()),
                why,
                Hold.ITSELF);
        if (number > 0) {
            watchman.tell(new Incident(
                    Incident.Kind.PLAN_LEFT,
                    reached.run(),
                    reached.header().run().workflowType(),
                    why));
        }
        return RunHeld.by(Math.abs(number), reached.words(), why);
    }

    private ApplicationFailure hold(Reached reached, Cause cause, @Nullable String action, String why) {
        Long sequence = cause == Cause.OUTCOME_UNKNOWN ? reached.header().sequence() : null;
        long number = Math.abs(holds.hold(reached.run(), cause, sequence, action, why, Hold.ITSELF));
        return RunHeld.by(number, reached.words(), why);
    }

    private static ApplicationFailure refused(Reached reached, String why, String type) {
        return ApplicationFailure.newNonRetryableFailure(reached.words() + " is refused: " + why, type);
    }
}
