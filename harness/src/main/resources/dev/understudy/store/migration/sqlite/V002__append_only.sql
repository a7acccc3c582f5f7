-- What was appended stays: SQLite's own triggers refuse a change by whatever program.

CREATE TRIGGER audit_entry_refuses_update BEFORE UPDATE ON audit_entry
BEGIN
    SELECT RAISE(ABORT, 'audit_entry is append-only');
END;

CREATE TRIGGER audit_entry_refuses_delete BEFORE DELETE ON audit_entry
BEGIN
    SELECT RAISE(ABORT, 'audit_entry is append-only');
END;

CREATE TRIGGER mode_change_refuses_update BEFORE UPDATE ON mode_change
BEGIN
    SELECT RAISE(ABORT, 'mode_change is append-only');
END;

CREATE TRIGGER mode_change_refuses_delete BEFORE DELETE ON mode_change
BEGIN
    SELECT RAISE(ABORT, 'mode_change is append-only');
END;

CREATE TRIGGER review_refuses_update BEFORE UPDATE ON review
BEGIN
    SELECT RAISE(ABORT, 'review is append-only');
END;

CREATE TRIGGER review_refuses_delete BEFORE DELETE ON review
BEGIN
    SELECT RAISE(ABORT, 'review is append-only');
END;

CREATE TRIGGER live_stop_refuses_update BEFORE UPDATE ON live_stop
BEGIN
    SELECT RAISE(ABORT, 'live_stop is append-only');
END;

CREATE TRIGGER live_stop_refuses_delete BEFORE DELETE ON live_stop
BEGIN
    SELECT RAISE(ABORT, 'live_stop is append-only');
END;
