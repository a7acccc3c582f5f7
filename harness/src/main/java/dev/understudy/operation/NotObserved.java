package dev.understudy.operation;

/** What a shadow does when its operator went on without a write that it predicted. Fixed at the run's start. */
public enum NotObserved {
    /** Goes on as if the write had been done, on its simulated result; the report says so. */
    SIMULATE,
    /** Stops: what would come next follows from something that did not happen. */
    STOP
}
