package dev.understudy.divergence;

/**
 * Why a comparison is not certain. Every doubt keeps a run from being {@link Verdict#CLEAN}; one that {@link #canInvent()} a
 * divergence keeps it from being {@link Verdict#DIVERGED} as well.
 */
public enum Doubt {
    /** A session has a hole: something was done that nobody saw. */
    GAP(true, "something the operator did was not seen"),
    /** No workflow ran beside the operator. */
    NO_SHADOW(true, "no workflow ran beside the operator"),
    /** A session, the run or the workflow has not ended. */
    NOT_ENDED(true, "the run has not ended on both sides"),
    /** A prediction that pairs with an act is not proven to be older than it. */
    LATE_PREDICTIONS(false, "a prediction is not proven to have been made before the operator acted"),
    /** Neither side wrote anything. */
    NOTHING_COMPARED(true, "neither side changed anything, so nothing was compared"),
    /** An action that no normaliser understands. It can also be what a workflow seemed to do alone. */
    UNKNOWN_ACTION(false, "an action was not understood"),
    /** The comparison itself crashed: a fault of ours. */
    COMPARISON_FAILED(true, "the comparison itself failed"),
    /** The operator could see predictions before acting. */
    NOT_BLIND(false, "the operator could see the predictions before acting"),
    /** Without lockstep nothing proves what came first. */
    IMPORTED(false, "the run was imported and was not in lockstep");

    private final boolean canInvent;
    private final String words;

    Doubt(boolean canInvent, String words) {
        this.canInvent = canInvent;
        this.words = words;
    }

    /** Whether it can make a divergence appear where there is none. */
    public boolean canInvent() {
        return canInvent;
    }

    /** A clause for people, without a full stop. */
    public String words() {
        return words;
    }
}
