-- Append-only; the latest backtest of a workflow at a fingerprint says which runs' evidence it keeps.
CREATE TABLE backtest (
    number              BIGINT  NOT NULL PRIMARY KEY,
    workflow_type       TEXT    NOT NULL,
    fingerprint         TEXT    NOT NULL,
    runbook_fingerprint TEXT    NOT NULL,
    made_by             TEXT    NOT NULL,
    clean               INTEGER NOT NULL,
    operations          BIGINT  NOT NULL,
    millis              BIGINT  NOT NULL,
    at                  BIGINT  NOT NULL
);
CREATE INDEX backtest_by_workflow ON backtest (workflow_type, fingerprint, number);

CREATE TABLE backtest_run (
    backtest BIGINT  NOT NULL REFERENCES backtest (number),
    place    INTEGER NOT NULL,
    run      TEXT    NOT NULL,
    outcome  TEXT    NOT NULL,
    result   TEXT    NOT NULL,
    PRIMARY KEY (backtest, run)
);
