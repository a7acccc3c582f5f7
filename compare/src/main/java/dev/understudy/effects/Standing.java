package dev.understudy.effects;

/** What a request that asked to write came to. */
public enum Standing {
    /** It changed something, or may have. */
    EFFECT,
    /** It was carried out and changed nothing. */
    NOOP,
    /** It changed nothing but the client's own notes: a last-applied annotation, a Helm release. */
    BOOKKEEPING,
    /** It asked for a dry run, and the server kept to that. */
    DRY_RUN,
    /** The server refused it. */
    REFUSED
}
