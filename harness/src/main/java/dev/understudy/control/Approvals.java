package dev.understudy.control;

import dev.understudy.store.Micros;
import dev.understudy.store.Store;
import java.time.Clock;

/** What people approved, operation by operation. Thread-safe. */
public final class Approvals {
    private final Store store;
    private final Clock clock;

    public Approvals(Store store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /** Within another write of the same thread it belongs to that one. Approving twice is approving once. */
    public void approve(String run, long sequence, String action, String by) {
        store.write(handle -> handle.createUpdate("INSERT INTO approval (run, sequence, action, approved_by, at)"
                        + " SELECT :run, :sequence, :action, :by, :at WHERE NOT EXISTS (SELECT 1 FROM approval"
                        + " WHERE run = :run AND sequence = :sequence AND action = :action)")
                .bind("run", run)
                .bind("sequence", sequence)
                .bind("action", action)
                .bind("by", by)
                .bind("at", Micros.of(clock.instant()))
                .execute());
    }

    /** Whether a person approved exactly this action for this operation. */
    public boolean holds(String run, long sequence, String action) {
        return store.read(handle -> handle.createQuery("SELECT COUNT(*) FROM approval WHERE run = :run"
                                + " AND sequence = :sequence AND action = :action")
                        .bind("run", run)
                        .bind("sequence", sequence)
                        .bind("action", action)
                        .mapTo(Integer.class)
                        .one()
                > 0);
    }
}
