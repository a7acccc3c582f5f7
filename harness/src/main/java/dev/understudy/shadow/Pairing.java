package dev.understudy.shadow;

import dev.understudy.action.Action;
import dev.understudy.observed.Counterpart;
import dev.understudy.observed.ObservedAction;
import dev.understudy.recording.SessionEvent.StepState;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Decides, as a run goes on, which prediction the operator has fulfilled and which the operator has passed by. It only lets
 * the shadow go on: whether the two did the same is the comparison's to say, afterwards and with more knowledge. No I/O; not
 * thread-safe.
 */
final class Pairing {
    private final List<String> steps;
    private final TreeMap<Long, Open> open = new TreeMap<>();
    /** Writes of the operator that no prediction was open for, oldest first: a late prediction may still find its own. */
    private final List<ObservedAction> unpaired = new ArrayList<>();

    private final Set<String> finishedSteps = new HashSet<>();
    private @Nullable String currentStep;
    private boolean ended;

    private record Open(Action action, @Nullable String step) {}

    /** @param steps the ids of the runbook's steps, in order */
    Pairing(List<String> steps) {
        this.steps = List.copyOf(steps);
    }

    /** The workflow reached a write. Settled at once where the operator has done it, or passed it by, already. */
    Optional<Settled> predicted(long sequence, Action action, @Nullable String step) {
        Optional<ObservedAction> done = takeUnpaired(action);
        if (done.isPresent()) {
            return Optional.of(new Settled(sequence, done.get(), "the operator had done it before"));
        }
        if (ended) {
            return Optional.of(new Settled(sequence, null, "the run had ended"));
        }
        if (step != null && passed(step)) {
            return Optional.of(new Settled(sequence, null, "the operator had passed step " + step));
        }
        open.put(sequence, new Open(action, step));
        return Optional.empty();
    }

    /** The operator did something. Only what is known to have succeeded fulfils a prediction. */
    List<Settled> acted(ObservedAction observed) {
        List<Settled> settled = new ArrayList<>();
        Integer exit = observed.exit();
        if (observed.action().effect().mayWrite() && exit != null && exit == 0) {
            Optional<Long> sequence =
                    firstOpen(observed, Counterpart::isSame).or(() -> firstOpen(observed, Counterpart::isSameKind));
            if (sequence.isPresent()) {
                open.remove(sequence.get());
                settled.add(new Settled(sequence.get(), observed, "the operator did it"));
            } else {
                unpaired.add(observed);
            }
        }
        String step = observed.step();
        if (step != null && steps.contains(step)) {
            currentStep = step;
            settled.addAll(passBy("the operator acted in step " + step));
        }
        return settled;
    }

    /** The operator said where they are. */
    List<Settled> marked(String step, StepState state) {
        switch (state) {
            case BEGUN -> {
                currentStep = step;
                finishedSteps.remove(step);
            }
            case DONE, SKIPPED -> finishedSteps.add(step);
        }
        return passBy("the operator " + (state == StepState.BEGUN ? "began" : "ended") + " step " + step);
    }

    /** The operators ended the run: nothing more will be done. */
    List<Settled> ended() {
        ended = true;
        return settleOpen(any -> true, "the run ended");
    }

    /** Another session took the run over. */
    void reopened() {
        ended = false;
    }

    /** Forgets an action that a prediction was paired with before this object was made. */
    void alreadyPaired(String observedAction) {
        unpaired.removeIf(action -> action.id().equals(observedAction));
    }

    private List<Settled> passBy(String why) {
        return settleOpen(prediction -> prediction.step() != null && passed(prediction.step()), why);
    }

    private List<Settled> settleOpen(java.util.function.Predicate<Open> which, String why) {
        List<Settled> settled = new ArrayList<>();
        open.entrySet().removeIf(entry -> {
            boolean passed = which.test(entry.getValue());
            if (passed) {
                settled.add(new Settled(entry.getKey(), null, why));
            }
            return passed;
        });
        return settled;
    }

    /** Whether the operator is beyond this step. A step that the runbook doesn't know is never passed. */
    private boolean passed(String step) {
        if (finishedSteps.contains(step)) {
            return true;
        }
        int place = steps.indexOf(step);
        int now = currentStep == null ? -1 : steps.indexOf(currentStep);
        return place >= 0 && now > place;
    }

    private Optional<Long> firstOpen(ObservedAction observed, BiPredicate<Action, ObservedAction> same) {
        return open.entrySet().stream()
                .filter(entry -> same.test(entry.getValue().action(), observed))
                .map(java.util.Map.Entry::getKey)
                .findFirst();
    }

    private Optional<ObservedAction> takeUnpaired(Action action) {
        return take(action, Counterpart::isSame).or(() -> take(action, Counterpart::isSameKind));
    }

    private Optional<ObservedAction> take(Action action, BiPredicate<Action, ObservedAction> same) {
        for (Iterator<ObservedAction> each = unpaired.iterator(); each.hasNext(); ) {
            ObservedAction observed = each.next();
            if (same.test(action, observed)) {
                each.remove();
                return Optional.of(observed);
            }
        }
        return Optional.empty();
    }
}
