-- How people hold, stop and approve runs, and how a run ended. An outcome is null while the run is open.
ALTER TABLE run ADD COLUMN outcome TEXT;
ALTER TABLE run ADD COLUMN outcome_why TEXT;
-- The rehearsal whose plan watches over a live run; null for a run that nothing watches over.
ALTER TABLE run ADD COLUMN plan TEXT;
-- How a run was told to stop; null for one that was not.
ALTER TABLE run ADD COLUMN stop TEXT;

CREATE TABLE run_hold (
    run         TEXT   NOT NULL,
    number      BIGINT NOT NULL,
    cause       TEXT   NOT NULL,
    sequence    BIGINT,
    action      TEXT,
    why         TEXT   NOT NULL,
    held_by     TEXT   NOT NULL,
    held_at     BIGINT NOT NULL,
    released_by TEXT,
    released_at BIGINT,
    PRIMARY KEY (run, number)
);
CREATE INDEX run_hold_open ON run_hold (released_at, cause);

CREATE TABLE approval (
    run         TEXT   NOT NULL,
    sequence    BIGINT NOT NULL,
    action      TEXT   NOT NULL,
    approved_by TEXT   NOT NULL,
    at          BIGINT NOT NULL,
    PRIMARY KEY (run, sequence, action)
);
