package dev.understudy.runbook;

/** Who reads a command. */
public enum CommandKind {
    /** The operator's shell. */
    SHELL,
    /** The prompt or query field of another program: a Rails console, a mongo shell, a metrics or log query. */
    REPL,
    /** A database, in SQL or CQL. */
    SQL
}
