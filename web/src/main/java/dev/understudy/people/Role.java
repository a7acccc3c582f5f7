package dev.understudy.people;

/** What a person may do. Everyone who is signed in may read. */
public enum Role {
    /** Works in sessions: may send their events, and pause, resume and stop runs. */
    OPERATOR,
    /** Judges divergences, promotes and demotes. */
    REVIEWER,
    /** Writes workflows and runbooks: may rehearse them. */
    AUTHOR,
    /** May do all of it. */
    ADMIN
}
