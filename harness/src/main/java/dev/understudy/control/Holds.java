package dev.understudy.control;

import dev.understudy.control.Hold.Cause;
import dev.understudy.store.Micros;
import dev.understudy.store.Store;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** What holds runs, in the store: every worker asks here before a live write. Thread-safe. */
public final class Holds {
    private final Store store;
    private final Clock clock;

    public Holds(Store store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /**
     * What a worker must know of a run before each live write, asked at once.
     *
     * @param hold the number of the latest open hold; 0 where none is open
     * @param stop how the run was told to stop; null where it was not
     */
    public record Standing(long hold, Control.@Nullable Stop stop) {}

    public Standing standing(String run) {
        return store.read(handle -> handle.createQuery("SELECT (SELECT MAX(number) FROM run_hold WHERE run = :run"
                        + " AND released_at IS NULL) AS hold, (SELECT stop FROM run WHERE id = :run) AS stop")
                .bind("run", run)
                .map((row, context) -> {
                    String stop = row.getString("stop");
                    return new Standing(row.getLong("hold"), stop == null ? null : Control.Stop.valueOf(stop));
                })
                .one());
    }

    /**
     * Holds the run; where an open hold says the same, that one stays.
     *
     * @return the hold's number, negative where it was there before
     */
    public long hold(String run, Cause cause, @Nullable Long sequence, @Nullable String action, String why, String by) {
        return store.write(handle -> {
            Optional<Hold> there = list(handle, "run = :run AND released_at IS NULL", run).stream()
                    .filter(hold -> hold.cause() == cause
                            && (sequence == null || sequence.equals(hold.sequence()))
                            && (action == null || action.equals(hold.action())))
                    .findFirst();
            if (there.isPresent()) {
                return -there.get().number();
            }
            long number = last(handle, run) + 1;
            Hold open = new Hold(run, number, cause, sequence, action, why, by, clock.instant(), null, null);
            insert(handle, number, open);
            return number;
        });
    }

    /** Keeps a hold that is over, under a number of its own. */
    public void wasHeld(Hold over) {
        store.write(handle -> {
            insert(handle, last(handle, over.run()) + 1, over);
            return true;
        });
    }

    /**
     * Ends those open holds of the run.
     *
     * @return the number up to which all holds of the run have ended, if that is all of them; empty where one is still open
     */
    public Optional<Long> release(String run, Predicate<Hold> which, String by) {
        return store.write(handle -> {
            List<Hold> open = list(handle, "run = :run AND released_at IS NULL", run);
            for (Hold hold : open) {
                if (which.test(hold)) {
                    handle.createUpdate("UPDATE run_hold SET released_by = :by, released_at = :at"
                                    + " WHERE run = :run AND number = :number")
                            .bind("by", by)
                            .bind("at", Micros.of(clock.instant()))
                            .bind("run", run)
                            .bind("number", hold.number())
                            .execute();
                }
            }
            return open.stream().allMatch(which) ? Optional.of(last(handle, run)) : Optional.<Long>empty();
        });
    }

    /** What holds the run now, oldest first. */
    public List<Hold> open(String run) {
        return store.read(handle -> list(handle, "run = :run AND released_at IS NULL", run));
    }

    /** All holds of the run, oldest first. */
    public List<Hold> ofRun(String run) {
        return store.read(handle -> list(handle, "run = :run", run));
    }

    /** The open holds of all runs for this cause. */
    public List<Hold> open(Cause cause) {
        return store.read(handle -> handle.createQuery(
                        "SELECT * FROM run_hold WHERE released_at IS NULL AND cause = :cause ORDER BY run, number")
                .bind("cause", cause.name())
                .map((row, context) -> hold(row))
                .list());
    }

    private static void insert(Handle handle, long number, Hold hold) {
        Instant releasedAt = hold.releasedAt();
        handle.createUpdate("INSERT INTO run_hold (run, number, cause, sequence, action, why, held_by, held_at,"
                        + " released_by, released_at) VALUES (:run, :number, :cause, :sequence, :action, :why, :by, :at,"
                        + " :releasedBy, :releasedAt)")
                .bind("run", hold.run())
                .bind("number", number)
                .bind("cause", hold.cause().name())
                .bind("sequence", hold.sequence())
                .bind("action", hold.action())
                .bind("why", hold.why())
                .bind("by", hold.by())
                .bind("at", Micros.of(hold.at()))
                .bind("releasedBy", hold.releasedBy())
                .bind("releasedAt", releasedAt == null ? null : Micros.of(releasedAt))
                .execute();
    }

    private static long last(Handle handle, String run) {
        return handle.createQuery("SELECT COALESCE(MAX(number), 0) FROM run_hold WHERE run = :run")
                .bind("run", run)
                .mapTo(Long.class)
                .one();
    }

    private static List<Hold> list(Handle handle, String condition, String run) {
        return handle.createQuery("SELECT * FROM run_hold WHERE " + condition + " ORDER BY number")
                .bind("run", run)
                .map((row, context) -> hold(row))
                .list();
    }

    private static Hold hold(ResultSet row) throws SQLException {
        long sequence = row.getLong("sequence");
        boolean named = !row.wasNull();
        long released = row.getLong("released_at");
        boolean over = !row.wasNull();
        return new Hold(
                row.getString("run"),
                row.getLong("number"),
                Cause.valueOf(row.getString("cause")),
                named ? sequence : null,
                row.getString("action"),
                row.getString("why"),
                row.getString("held_by"),
                Micros.instant(row.getLong("held_at")),
                row.getString("released_by"),
                over ? Micros.instant(released) : null);
    }
}
