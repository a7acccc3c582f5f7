package dev.understudy.audit;

import dev.understudy.store.Json;
import dev.understudy.store.Micros;
import dev.understudy.store.Store;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.result.ResultIterator;
import org.jspecify.annotations.Nullable;

/**
 * The log of all that changed what a workflow may do, or what counts as evidence. Entries are chained by their hashes, and
 * the database itself refuses to change or delete one. Thread-safe.
 */
public final class AuditLog {
    private final Store store;
    private final Clock clock;

    public AuditLog(Store store) {
        this(store, Clock.systemUTC());
    }

    public AuditLog(Store store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    /** Appends one entry. Within another write of the same thread it belongs to that one: both are kept, or neither. */
    public AuditEntry append(String actor, Act act, String subject, Map<String, String> details) {
        return store.write(handle -> {
            String previous = handle.createQuery("SELECT hash FROM audit_entry ORDER BY number DESC LIMIT 1")
                    .mapTo(String.class)
                    .findOne()
                    .orElse(AuditEntry.FIRST);
            long number = handle.createQuery("SELECT COALESCE(MAX(number), 0) + 1 FROM audit_entry")
                    .mapTo(Long.class)
                    .one();
            AuditEntry entry = AuditEntry.after(previous, number, clock.instant(), actor, act, subject, details);
            insert(handle, entry);
            return entry;
        });
    }

    /** The latest first; only those of a subject where one is given. */
    public List<AuditEntry> latest(@Nullable String subject, int limit) {
        return store.read(handle -> handle.createQuery("SELECT * FROM audit_entry"
                        + " WHERE :subject IS NULL OR subject = :subject ORDER BY number DESC LIMIT :limit")
                .bind("subject", subject)
                .bind("limit", limit)
                .map((row, context) -> entry(row))
                .list());
    }

    /** The given time, or that of the last entry where a clock was set back since: what is over does not begin again. */
    public Instant notBefore(Instant now) {
        return store.read(handle -> handle.createQuery("SELECT at FROM audit_entry ORDER BY number DESC LIMIT 1")
                .mapTo(Long.class)
                .findOne()
                .map(Micros::instant)
                .filter(now::isBefore)
                .orElse(now));
    }

    /** Checks every entry and every link. */
    public AuditVerdict verify() {
        return store.read(AuditLog::verify);
    }

    /**
     * As {@link #verify()}, and checks that the log still holds the entry of this hash: with a head that was kept elsewhere,
     * that nothing was cut off since.
     */
    public AuditVerdict verify(String keptHead) {
        return store.read(handle -> {
            AuditVerdict verdict = verify(handle);
            boolean there = handle.createQuery("SELECT COUNT(*) FROM audit_entry WHERE hash = :hash")
                            .bind("hash", keptHead)
                            .mapTo(Integer.class)
                            .one()
                    > 0;
            return !verdict.ok() || there || keptHead.equals(AuditEntry.FIRST)
                    ? verdict
                    : new AuditVerdict(
                            verdict.entries(),
                            verdict.head(),
                            verdict.entries() + 1,
                            "the log ends before the entry whose hash was kept: its end was cut off");
        });
    }

    private static AuditVerdict verify(Handle handle) {
        String previous = AuditEntry.FIRST;
        long number = 0;
        try (ResultIterator<Row> rows = handle.createQuery("SELECT * FROM audit_entry ORDER BY number")
                .map((row, context) -> Row.of(row))
                .iterator()) {
            while (rows.hasNext()) {
                Row row = rows.next();
                String why = row.broken(number + 1, previous);
                if (why != null) {
                    return new AuditVerdict(number, previous, number + 1, why);
                }
                previous = row.hash();
                number++;
            }
        }
        return new AuditVerdict(number, previous, null, null);
    }

    /** An entry as it stands there, perhaps changed by hand to what no entry can be. */
    private record Row(
            long number,
            long at,
            String actor,
            String act,
            String subject,
            String details,
            String previousHash,
            String hash) {
        static Row of(ResultSet row) throws SQLException {
            return new Row(
                    row.getLong("number"),
                    row.getLong("at"),
                    row.getString("actor"),
                    row.getString("act"),
                    row.getString("subject"),
                    row.getString("details"),
                    row.getString("previous_hash"),
                    row.getString("hash"));
        }

        @Nullable
        String broken(long expected, String previous) {
            if (number != expected) {
                return "entry " + expected + " is missing";
            }
            if (!previousHash.equals(previous)) {
                return "entry " + number + " does not follow the one before it";
            }
            try {
                String right = AuditEntry.hash(
                        previous,
                        number,
                        Micros.instant(at),
                        actor,
                        act,
                        subject,
                        new TreeMap<>(Json.strings(details)));
                return right.equals(hash) ? null : "entry " + number + " was changed";
            } catch (IllegalStateException e) {
                return "entry " + number + " was changed: its details are no JSON";
            }
        }
    }

    private static void insert(Handle handle, AuditEntry entry) {
        handle.createUpdate("INSERT INTO audit_entry (number, at, actor, act, subject, details, previous_hash, hash)"
                        + " VALUES (:number, :at, :actor, :act, :subject, :details, :previousHash, :hash)")
                .bind("number", entry.number())
                .bind("at", Micros.of(entry.at()))
                .bind("actor", entry.actor())
                .bind("act", entry.act().name())
                .bind("subject", entry.subject())
                .bind("details", Json.write(entry.details()))
                .bind("previousHash", entry.previousHash())
                .bind("hash", entry.hash())
                .execute();
    }

    private static AuditEntry entry(ResultSet row) throws SQLException {
        return new AuditEntry(
                row.getLong("number"),
                Micros.instant(row.getLong("at")),
                row.getString("actor"),
                Act.valueOf(row.getString("act")),
                row.getString("subject"),
                new TreeMap<>(Json.strings(row.getString("details"))),
                row.getString("previous_hash"),
                row.getString("hash"));
    }
}
