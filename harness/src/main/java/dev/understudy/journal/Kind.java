package dev.understudy.journal;

/** What an operation is to the journal; with the run and the activity's id it names the operation. */
public enum Kind {
    READ,
    WRITE
}
