CREATE TRIGGER backtest_refuses_update BEFORE UPDATE ON backtest
BEGIN
    SELECT RAISE(ABORT, 'backtest is append-only');
END;

CREATE TRIGGER backtest_refuses_delete BEFORE DELETE ON backtest
BEGIN
    SELECT RAISE(ABORT, 'backtest is append-only');
END;

CREATE TRIGGER backtest_run_refuses_update BEFORE UPDATE ON backtest_run
BEGIN
    SELECT RAISE(ABORT, 'backtest_run is append-only');
END;

CREATE TRIGGER backtest_run_refuses_delete BEFORE DELETE ON backtest_run
BEGIN
    SELECT RAISE(ABORT, 'backtest_run is append-only');
END;

