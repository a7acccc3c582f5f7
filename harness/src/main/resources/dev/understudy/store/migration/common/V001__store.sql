-- Times are microseconds since 1970 in UTC. Plain SQL: what only SQLite takes is in ../sqlite.

CREATE TABLE run (
    id                   TEXT   NOT NULL PRIMARY KEY,
    runbook              TEXT   NOT NULL,
    runbook_fingerprint  TEXT   NOT NULL,
    target               TEXT   NOT NULL,
    params               TEXT   NOT NULL,
    mode                 TEXT   NOT NULL,
    workflow_type        TEXT,
    workflow_fingerprint TEXT,
    state                TEXT   NOT NULL,
    break_glass          TEXT,
    started_at           BIGINT NOT NULL,
    ended_at             BIGINT
);
CREATE INDEX run_by_start ON run (started_at);
CREATE INDEX run_by_workflow ON run (workflow_type, started_at);

CREATE TABLE run_operator (
    run      TEXT   NOT NULL REFERENCES run (id),
    operator TEXT   NOT NULL,
    number   BIGINT NOT NULL,
    PRIMARY KEY (run, operator)
);

CREATE TABLE session (
    id         TEXT   NOT NULL PRIMARY KEY,
    run        TEXT   NOT NULL REFERENCES run (id),
    operator   TEXT   NOT NULL,
    started_at BIGINT NOT NULL,
    last_seq   BIGINT NOT NULL
);
CREATE INDEX session_by_run ON session (run, started_at);

CREATE TABLE session_event (
    session     TEXT   NOT NULL REFERENCES session (id),
    seq         BIGINT NOT NULL,
    at          BIGINT NOT NULL,
    received_at BIGINT NOT NULL,
    event       TEXT   NOT NULL,
    PRIMARY KEY (session, seq)
);

CREATE TABLE operation (
    run           TEXT    NOT NULL,
    sequence      BIGINT  NOT NULL,
    after         BIGINT  NOT NULL,
    activity_type TEXT    NOT NULL,
    activity_id   TEXT    NOT NULL,
    kind          TEXT    NOT NULL,
    workflow_id   TEXT    NOT NULL,
    workflow_type TEXT    NOT NULL,
    verb          TEXT    NOT NULL,
    object        TEXT    NOT NULL,
    action        TEXT    NOT NULL,
    mode          TEXT    NOT NULL,
    target        TEXT    NOT NULL,
    step          TEXT,
    salt          TEXT    NOT NULL,
    payload       TEXT    NOT NULL,
    published_at  BIGINT  NOT NULL,
    attempts      INTEGER NOT NULL,
    resolution    TEXT    NOT NULL,
    fidelity      TEXT,
    detail        TEXT,
    result        TEXT,
    resolved_at   BIGINT,
    PRIMARY KEY (run, sequence),
    UNIQUE (run, activity_id, kind)
);
CREATE INDEX operation_by_time ON operation (published_at);
CREATE INDEX operation_by_activity ON operation (activity_type, published_at);
CREATE INDEX operation_by_verb ON operation (verb, published_at);
CREATE INDEX operation_by_target ON operation (target, published_at);
CREATE INDEX operation_by_workflow ON operation (workflow_type, published_at);
CREATE INDEX operation_by_resolution ON operation (resolution, published_at);

CREATE TABLE report (
    run                  TEXT   NOT NULL PRIMARY KEY REFERENCES run (id),
    verdict              TEXT   NOT NULL,
    workflow_type        TEXT   NOT NULL,
    workflow_fingerprint TEXT   NOT NULL,
    runbook_fingerprint  TEXT   NOT NULL,
    report               TEXT   NOT NULL,
    made_at              BIGINT NOT NULL
);

-- What lists of divergences need; the whole is in the report. Those of a sort share their likeness.
CREATE TABLE divergence (
    run           TEXT    NOT NULL REFERENCES report (run),
    id            TEXT    NOT NULL,
    number        INTEGER NOT NULL,
    kind          TEXT    NOT NULL,
    severity      TEXT    NOT NULL,
    severity_rank INTEGER NOT NULL,
    step          TEXT,
    likeness      TEXT    NOT NULL,
    title         TEXT    NOT NULL,
    cause         TEXT,
    PRIMARY KEY (run, id)
);
CREATE INDEX divergence_by_likeness ON divergence (likeness);

-- Append-only; the latest word on a divergence holds. No reference to divergence: a report may be made anew.
CREATE TABLE review (
    number     BIGINT NOT NULL PRIMARY KEY,
    run        TEXT   NOT NULL,
    divergence TEXT   NOT NULL,
    verdict    TEXT   NOT NULL,
    comment    TEXT   NOT NULL,
    reviewer   TEXT   NOT NULL,
    at         BIGINT NOT NULL
);
CREATE INDEX review_by_divergence ON review (run, divergence, number);

-- Append-only; the latest row of a workflow is its mode.
CREATE TABLE mode_change (
    number              BIGINT  NOT NULL PRIMARY KEY,
    workflow_type       TEXT    NOT NULL,
    mode                TEXT    NOT NULL,
    fingerprint         TEXT,
    runbook_fingerprint TEXT,
    changed_by          TEXT    NOT NULL,
    confirmed_by        TEXT,
    reason              TEXT    NOT NULL,
    overridden          INTEGER NOT NULL,
    evidence            TEXT,
    expires_at          BIGINT,
    at                  BIGINT  NOT NULL
);
CREATE INDEX mode_change_by_workflow ON mode_change (workflow_type, number);

CREATE TABLE promotion_request (
    number              BIGINT  NOT NULL PRIMARY KEY,
    workflow_type       TEXT    NOT NULL,
    fingerprint         TEXT    NOT NULL,
    runbook_fingerprint TEXT    NOT NULL,
    requested_by        TEXT    NOT NULL,
    reason              TEXT    NOT NULL,
    overrides           INTEGER NOT NULL,
    evidence            TEXT    NOT NULL,
    state               TEXT    NOT NULL,
    at                  BIGINT  NOT NULL
);
CREATE INDEX promotion_request_by_workflow ON promotion_request (workflow_type, number);

-- Append-only; the latest row says whether all live writes of the fleet are stopped.
CREATE TABLE live_stop (
    number     BIGINT  NOT NULL PRIMARY KEY,
    stopped    INTEGER NOT NULL,
    changed_by TEXT    NOT NULL,
    reason     TEXT    NOT NULL,
    at         BIGINT  NOT NULL
);

CREATE TABLE audit_entry (
    number        BIGINT NOT NULL PRIMARY KEY,
    at            BIGINT NOT NULL,
    actor         TEXT   NOT NULL,
    act           TEXT   NOT NULL,
    subject       TEXT   NOT NULL,
    details       TEXT   NOT NULL,
    previous_hash TEXT   NOT NULL,
    hash          TEXT   NOT NULL
);
