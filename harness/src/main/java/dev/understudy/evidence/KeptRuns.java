package dev.understudy.evidence;

import dev.understudy.store.Micros;
import dev.understudy.store.Store;
import java.util.HashMap;
import java.util.Map;

/** Which runs' evidence the latest backtest of a version keeps. */
final class KeptRuns {
    private KeptRuns() {}

    /** By run; empty where there is no backtest of this version, or the latest one is not clean. */
    static Map<String, Kept> of(Store store, WorkflowVersion version) {
        Map<String, Kept> kept = new HashMap<>();
        store.read(handle -> {
            handle.createQuery(
                            "SELECT b.number AS number, b.made_by AS made_by, b.at AS at, r.run AS run FROM backtest b"
                                    + " JOIN backtest_run r ON r.backtest = b.number WHERE b.clean = 1 AND r.outcome = 'REPRODUCED'"
                                    + " AND b.number = (SELECT MAX(l.number) FROM backtest l WHERE l.workflow_type = :type"
                                    + " AND l.fingerprint = :fingerprint)")
                    .bind("type", version.workflowType())
                    .bind("fingerprint", version.fingerprint())
                    .map((row, context) -> kept.put(
                            row.getString("run"),
                            new Kept(
                                    row.getLong("number"),
                                    row.getString("made_by"),
                                    Micros.instant(row.getLong("at")))))
                    .list();
            return true;
        });
        return kept;
    }
}
