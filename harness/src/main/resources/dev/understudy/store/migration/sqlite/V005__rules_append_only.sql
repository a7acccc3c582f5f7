-- What was said of rules, groups and earlier reports stays.

CREATE TRIGGER rule_version_refuses_update BEFORE UPDATE ON rule_version
BEGIN
    SELECT RAISE(ABORT, 'rule_version is append-only');
END;

CREATE TRIGGER rule_version_refuses_delete BEFORE DELETE ON rule_version
BEGIN
    SELECT RAISE(ABORT, 'rule_version is append-only');
END;

CREATE TRIGGER earlier_report_refuses_update BEFORE UPDATE ON earlier_report
BEGIN
    SELECT RAISE(ABORT, 'earlier_report is append-only');
END;

CREATE TRIGGER earlier_report_refuses_delete BEFORE DELETE ON earlier_report
BEGIN
    SELECT RAISE(ABORT, 'earlier_report is append-only');
END;

CREATE TRIGGER group_split_refuses_update BEFORE UPDATE ON group_split
BEGIN
    SELECT RAISE(ABORT, 'group_split is append-only');
END;

CREATE TRIGGER group_split_refuses_delete BEFORE DELETE ON group_split
BEGIN
    SELECT RAISE(ABORT, 'group_split is append-only');
END;
