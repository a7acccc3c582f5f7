package dev.understudy.promotion;

import dev.understudy.audit.Act;
import dev.understudy.audit.AuditLog;
import dev.understudy.store.Micros;
import dev.understudy.store.Store;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** The switch that stops every live write of the fleet at once, in the store, so that it works without any server. Thread-safe. */
public final class LiveStop {
    private final Store store;
    private final AuditLog audit;
    private final Clock clock;

    public LiveStop(Store store) {
        this(store, Clock.systemUTC());
    }

    public LiveStop(Store store, Clock clock) {
        this.store = store;
        this.audit = new AuditLog(store, clock);
        this.clock = clock;
    }

    /**
     * The switch as somebody set it last.
     *
     * @param stopped whether no live write may leave
     */
    public record Setting(boolean stopped, String by, String reason, Instant at) {}

    /** Stops all; no live write begins from now on. */
    public void stop(String by, String reason) {
        set(true, by, reason);
    }

    public void allow(String by, String reason) {
        set(false, by, reason);
    }

    /** Whether all live writes are stopped; true as well where the store does not answer. */
    public boolean stopped() {
        try {
            return last().map(Setting::stopped).orElse(false);
        } catch (RuntimeException e) {
            return true;
        }
    }

    /** Empty where nobody ever set it: live writes are allowed then. */
    public Optional<Setting> last() {
        return store.read(handle -> handle.createQuery("SELECT * FROM live_stop ORDER BY number DESC LIMIT 1")
                .map((row, context) -> new Setting(
                        row.getInt("stopped") != 0,
                        row.getString("changed_by"),
                        row.getString("reason"),
                        Micros.instant(row.getLong("at"))))
                .findOne());
    }

    private void set(boolean stopped, String by, String reason) {
        store.write(handle -> {
            handle.createUpdate("INSERT INTO live_stop (number, stopped, changed_by, reason, at)"
                            + " VALUES (:number, :stopped, :by, :reason, :at)")
                    .bind("number", PromotionRows.next(handle, "live_stop"))
                    .bind("stopped", stopped ? 1 : 0)
                    .bind("by", by)
                    .bind("reason", reason)
                    .bind("at", Micros.of(clock.instant()))
                    .execute();
            audit.append(by, stopped ? Act.ALL_LIVE_STOPPED : Act.ALL_LIVE_ALLOWED, "fleet", Map.of("reason", reason));
            return true;
        });
    }
}
