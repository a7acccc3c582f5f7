package dev.understudy.divergence;

/** Whether a prediction was made before the act it is paired with, on the recorder's own clock. */
public enum Timing {
    /** Its hash stands in the operator's own journal before the act, and the revealed text has that hash. */
    IN_TIME,
    /** Its hash arrived after the act began. */
    LATE,
    /** Its hash is missing from the journal, or is not the hash of what was revealed. */
    UNPROVEN,
    /** It is paired with no act. */
    NO_ACT
}
