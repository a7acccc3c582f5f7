package dev.understudy.journal;

import java.util.Set;

/**
 * What became of an operation. An operation that is withheld begins {@link #OPEN}; one that is performed begins as an
 * {@link #INTENT}, which is durable before its effect.
 */
public enum Resolution {
    /** Withheld; nobody has done it yet. */
    OPEN,
    /** Withheld; the operator did it. */
    OBSERVED,
    /** Withheld; the operator went on without it. */
    NOT_OBSERVED,
    /** Withheld in a rehearsal, where nobody is there to do it. */
    REHEARSED,
    /** Withheld, and the workflow ended before anything was known. */
    ABANDONED,
    /** About to be performed, or being performed. */
    INTENT,
    DONE,
    /** Performed or rehearsed, and failed. */
    FAILED,
    /** Nobody knows whether it was performed: the worker ended in between. A person decides. */
    UNKNOWN,
    /** A key was missing; nothing left. */
    REFUSED;

    /** The resolutions to which this one may change. {@code FAILED} leads back to where it began by a retry. */
    public Set<Resolution> next() {
        return switch (this) {
            case OPEN -> Set.of(OBSERVED, NOT_OBSERVED, REHEARSED, ABANDONED, REFUSED, FAILED);
            case INTENT -> Set.of(DONE, FAILED, UNKNOWN, REFUSED);
            case FAILED -> Set.of(INTENT, OPEN);
            case UNKNOWN -> Set.of(DONE, FAILED);
            case OBSERVED, NOT_OBSERVED, REHEARSED, ABANDONED, DONE, REFUSED -> Set.of();
        };
    }

    /** Whether something must still happen. */
    public boolean isOpen() {
        return this == OPEN || this == INTENT;
    }
}
