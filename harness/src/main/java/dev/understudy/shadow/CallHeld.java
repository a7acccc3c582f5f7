package dev.understudy.shadow;

/**
 * Fails the workflow task in which a live workflow asked for something that may not leave now. Temporal repeats the task, and
 * the workflow's own code cannot catch it: so nothing of it is in the history, and nothing leaves before it may.
 */
final class CallHeld extends Error {
    private static final long serialVersionUID = 1;

    CallHeld(String what, String why) {
        super(what + " is held: " + why + ". Temporal tries again by itself");
    }
}
