-- Operations get a number that goes by time, so that every index ends in it and the latest come first without sorting; and
-- those of workflows that never knew the harness join, with the server that they come from as their origin.
CREATE TABLE operation_by_number (
    -- the time of publication times 1024, and then the first that is free
    number        INTEGER NOT NULL PRIMARY KEY,
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
    origin        TEXT,
    input         TEXT,
    -- those that the type of the activity is made of: MoveFile is move and file
    words         TEXT    NOT NULL,
    UNIQUE (run, sequence),
    UNIQUE (run, activity_id, kind)
);

INSERT INTO operation_by_number
SELECT published_at * 1024 + ROW_NUMBER() OVER (PARTITION BY published_at ORDER BY run, sequence) - 1,
       run, sequence, after, activity_type, activity_id, kind, workflow_id, workflow_type, verb, object, action, mode,
       target, step, salt, payload, published_at, attempts, resolution, fidelity, detail, result, resolved_at, NULL, NULL, activity_type
FROM operation;

DROP TABLE operation;
ALTER TABLE operation_by_number RENAME TO operation;

CREATE INDEX operation_by_activity ON operation (activity_type, number);
CREATE INDEX operation_by_verb ON operation (verb, number);
CREATE INDEX operation_by_object ON operation (object, number);
CREATE INDEX operation_by_target ON operation (target, number);
CREATE INDEX operation_by_workflow ON operation (workflow_type, number);
CREATE INDEX operation_by_resolution ON operation (resolution, number);

-- What was imported of each execution, so that the next import takes only what is new.
CREATE TABLE imported_history (
    origin        TEXT    NOT NULL,
    workflow_id   TEXT    NOT NULL,
    execution     TEXT    NOT NULL,
    workflow_type TEXT    NOT NULL,
    state         TEXT    NOT NULL,
    events        BIGINT  NOT NULL,
    operations    INTEGER NOT NULL,
    started_at    BIGINT  NOT NULL,
    closed_at     BIGINT,
    imported_at   BIGINT  NOT NULL,
    PRIMARY KEY (origin, workflow_id, execution)
);
