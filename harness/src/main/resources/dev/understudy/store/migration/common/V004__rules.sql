-- Append-only; of a rule the latest version that is not PROPOSED holds, and an ENDED one acts in no run.
CREATE TABLE rule_version (
    rule         TEXT    NOT NULL,
    number       INTEGER NOT NULL,
    version      INTEGER NOT NULL,
    state        TEXT    NOT NULL,
    scope        TEXT    NOT NULL,
    reason       TEXT    NOT NULL,
    author       TEXT    NOT NULL,
    confirmed_by TEXT,
    made_at      BIGINT  NOT NULL,
    ends_at      BIGINT  NOT NULL,
    PRIMARY KEY (rule, version)
);

-- What the latest reports say of what rules hid; 'rule' names the version: rule-3 v2.
CREATE TABLE rule_use (
    run        TEXT NOT NULL,
    divergence TEXT NOT NULL,
    rule       TEXT NOT NULL,
    PRIMARY KEY (run, divergence, rule)
);
CREATE INDEX rule_use_by_rule ON rule_use (rule);

-- Append-only: the reports whose place others took.
CREATE TABLE earlier_report (
    run         TEXT    NOT NULL,
    number      INTEGER NOT NULL,
    report      TEXT    NOT NULL,
    made_at     BIGINT  NOT NULL,
    replaced_at BIGINT  NOT NULL,
    why         TEXT    NOT NULL,
    PRIMARY KEY (run, number)
);

-- A reviewer's word that some of a group are apart: by a field, or those of one value of it.
CREATE TABLE group_split (
    number   BIGINT NOT NULL PRIMARY KEY,
    likeness TEXT   NOT NULL,
    field    TEXT   NOT NULL,
    value    TEXT,
    split_by TEXT   NOT NULL,
    at       BIGINT NOT NULL
);

ALTER TABLE divergence ADD COLUMN alike_words TEXT NOT NULL DEFAULT '';
ALTER TABLE divergence ADD COLUMN excused INTEGER NOT NULL DEFAULT 0;
