package dev.understudy.effects.document;

/** What a field that differs says about the one who wrote. The words of the table {@code fields.txt}. */
public enum Treatment {
    /** The field is compared. */
    COMPARED,
    /** The cluster writes it: it is never compared and never told. */
    SERVER,
    /** The cluster chooses it where the request does not name it. */
    ALLOCATED,
    /** The client's own book-keeping: not compared, and told. */
    BOOKKEEPING,
    /** Follows from the way in which an object was made, and not from what it is: not compared when made, and told. */
    DERIVED,
    /** As {@link #DERIVED}, and of no matter either when it changes later. */
    DERIVED_ALWAYS
}
