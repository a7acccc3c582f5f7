package dev.understudy.store;

import dev.understudy.store.StoreException.Reason;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** Tells what SQLite's errors mean to the people who run us. */
final class Failures {
    private Failures() {}

    /** The same exception where it is none of the database's. */
    static RuntimeException translated(Path db, RuntimeException e) {
        if (e instanceof StoreException) {
            return e;
        }
        SQLException sql = null;
        for (Throwable t = e; t != null; t = t.getCause()) {
            if (t instanceof SQLiteException sqlite) {
                return of(db, sqlite);
            }
            if (t instanceof SQLException other && sql == null) {
                sql = other;
            }
        }
        if (sql instanceof SQLTransientConnectionException) {
            return StoreException.of(
                    Reason.LOCKED, db, "no connection became free in time", "try again; the server is overloaded", e);
        }
        return sql == null ? e : StoreException.of(Reason.BROKEN, db, firstLine(sql), "please report this", e);
    }

    private static StoreException of(Path db, SQLiteException e) {
        int primary = e.getResultCode().code & 0xff;
        if (primary == SQLiteErrorCode.SQLITE_BUSY.code || primary == SQLiteErrorCode.SQLITE_LOCKED.code) {
            return StoreException.of(
                    Reason.LOCKED,
                    db,
                    "another process holds it locked",
                    "end that process, or try again when it is done",
                    e);
        }
        if (primary == SQLiteErrorCode.SQLITE_FULL.code) {
            return StoreException.of(Reason.FULL, db, "the disk is full", "make room, then try again", e);
        }
        if (primary == SQLiteErrorCode.SQLITE_READONLY.code) {
            return readOnly(db, e);
        }
        if (primary == SQLiteErrorCode.SQLITE_NOTADB.code || primary == SQLiteErrorCode.SQLITE_CORRUPT.code) {
            return notADatabase(db, e);
        }
        if (primary == SQLiteErrorCode.SQLITE_CANTOPEN.code
                || primary == SQLiteErrorCode.SQLITE_IOERR.code
                || primary == SQLiteErrorCode.SQLITE_PERM.code) {
            return StoreException.of(
                    Reason.UNREACHABLE,
                    db,
                    "it cannot be read or written (" + e.getResultCode() + ")",
                    "check that the path, the disk and the permissions are right",
                    e);
        }
        return StoreException.of(Reason.BROKEN, db, firstLine(e), "please report this", e);
    }

    static StoreException readOnly(Path db, Throwable cause) {
        return StoreException.of(
                Reason.READ_ONLY,
                db,
                "it is read-only",
                "make the file and its folder writable, or name another with --db",
                cause);
    }

    static StoreException notADatabase(Path db, Throwable cause) {
        return StoreException.of(
                Reason.NOT_A_DATABASE,
                db,
                "this is no SQLite database, or a damaged one",
                "name another with --db, or restore a backup",
                cause);
    }

    private static String firstLine(SQLException e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("no message");
    }
}
