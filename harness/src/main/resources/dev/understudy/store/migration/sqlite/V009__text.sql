-- Words of operations. SQLite's own full-text index; on PostgreSQL a tsvector column with a GIN index is its like. Its rows are
-- numbered as the operations are, so that the latest are found first, without sorting.
CREATE VIRTUAL TABLE operation_text USING fts5 (
    activity_type, words, action, target, step, detail, input, workflow_id,
    content = 'operation',
    content_rowid = 'number',
    tokenize = "unicode61 tokenchars '_'"
);

INSERT INTO operation_text (operation_text) VALUES ('rebuild');

CREATE TRIGGER operation_text_inserted AFTER INSERT ON operation
BEGIN
    INSERT INTO operation_text (rowid, activity_type, words, action, target, step, detail, input, workflow_id)
    VALUES (new.number, new.activity_type, new.words, new.action, new.target, new.step, new.detail, new.input, new.workflow_id);
END;

CREATE TRIGGER operation_text_deleted AFTER DELETE ON operation
BEGIN
    INSERT INTO operation_text (operation_text, rowid, activity_type, words, action, target, step, detail, input, workflow_id)
    VALUES ('delete', old.number, old.activity_type, old.words, old.action, old.target, old.step, old.detail, old.input, old.workflow_id);
END;

-- Of what becomes of an operation only the detail has words.
CREATE TRIGGER operation_text_updated AFTER UPDATE OF detail ON operation WHEN old.detail IS NOT new.detail
BEGIN
    INSERT INTO operation_text (operation_text, rowid, activity_type, words, action, target, step, detail, input, workflow_id)
    VALUES ('delete', old.number, old.activity_type, old.words, old.action, old.target, old.step, old.detail, old.input, old.workflow_id);
    INSERT INTO operation_text (rowid, activity_type, words, action, target, step, detail, input, workflow_id)
    VALUES (new.number, new.activity_type, new.words, new.action, new.target, new.step, new.detail, new.input, new.workflow_id);
END;
