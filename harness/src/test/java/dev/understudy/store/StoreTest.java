package dev.understudy.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.understudy.store.StoreException.Reason;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreTest {
    private static final Duration SHORT = Duration.ofMillis(50);

    @TempDir
    Path folder;

    @Test
    void a_new_database_is_its_owners_alone_and_writes_ahead() throws Exception {
        Path db = folder.resolve("new/understudy.db");
        try (Store store = Store.open(db)) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(db)))
                    .isEqualTo("rw-------");
            assertThat(pragma(store, "journal_mode")).isEqualTo("wal");
            assertThat(pragma(store, "foreign_keys")).isEqualTo("1");
            assertThat(store.<String>write(handle -> handle.createQuery("PRAGMA synchronous")
                            .mapTo(String.class)
                            .one()))
                    .as("2 is FULL: a commit is on disk")
                    .isEqualTo("2");
        }
    }

    @Test
    void what_was_written_is_there_after_a_reopen() {
        Path db = folder.resolve("understudy.db");
        try (Store store = Store.open(db)) {
            insert(store, 1);
        }
        try (Store store = Store.open(db)) {
            assertThat(count(store)).isEqualTo(1);
        }
    }

    @Test
    void the_known_schema_is_that_of_the_newest_migration() {
        try (Store store = Store.open(folder.resolve("understudy.db"))) {
            String newest = Flyway.configure()
                    .dataSource("jdbc:sqlite:" + store.path(), null, null)
                    .locations(
                            "classpath:dev/understudy/store/migration/common",
                            "classpath:dev/understudy/store/migration/sqlite")
                    .load()
                    .info()
                    .current()
                    .getVersion()
                    .getVersion();
            assertThat(Integer.parseInt(newest)).isEqualTo(SqliteFile.SCHEMA);
        }
    }

    @Test
    void a_database_of_a_newer_schema_is_refused_and_stays_as_it_was() throws Exception {
        Path db = folder.resolve("understudy.db");
        Store.open(db).close();
        sql(
                db,
                "INSERT INTO flyway_schema_history SELECT 99, '99', 'later', type, script, checksum, installed_by,"
                        + " installed_on, execution_time, 1 FROM flyway_schema_history LIMIT 1");
        byte[] before = Files.readAllBytes(db);

        StoreException refused = catchThrowableOfType(StoreException.class, () -> Store.open(db));

        assertThat(refused.reason()).isEqualTo(Reason.NEWER_SCHEMA);
        assertThat(refused)
                .hasMessage(
                        "database " + db + ": a newer version of Understudy wrote it (schema 99; this version knows "
                                + SqliteFile.SCHEMA + "); use that version, or name another file with --db");
        assertThat(Files.readAllBytes(db)).isEqualTo(before);
    }

    @Test
    void a_file_that_is_no_database_is_refused_and_stays_as_it_was() throws Exception {
        Path db = folder.resolve("notes.txt");
        Files.writeString(db, "dear diary, this is rather long so that it could hold a header\n");

        StoreException refused = catchThrowableOfType(StoreException.class, () -> Store.open(db));

        assertThat(refused.reason()).isEqualTo(Reason.NOT_A_DATABASE);
        assertThat(Files.readString(db)).startsWith("dear diary");
        assertThat(Files.list(folder)).containsExactly(db);
    }

    @Test
    void a_folder_is_no_database() {
        StoreException refused = catchThrowableOfType(StoreException.class, () -> Store.open(folder));

        assertThat(refused.reason()).isEqualTo(Reason.NOT_A_DATABASE);
    }

    @Test
    void the_database_of_another_program_is_refused_and_stays_as_it_was() throws Exception {
        Path db = folder.resolve("other.db");
        sql(db, "CREATE TABLE run (id TEXT)");
        byte[] before = Files.readAllBytes(db);

        StoreException refused = catchThrowableOfType(StoreException.class, () -> Store.open(db));

        assertThat(refused.reason()).isEqualTo(Reason.ANOTHER_DATABASE);
        assertThat(Files.readAllBytes(db)).isEqualTo(before);
    }

    @Test
    void a_read_only_file_is_refused() throws Exception {
        Path db = folder.resolve("understudy.db");
        Store.open(db).close();
        Files.setPosixFilePermissions(db, PosixFilePermissions.fromString("r--r--r--"));

        StoreException refused = catchThrowableOfType(StoreException.class, () -> Store.open(db));

        assertThat(refused.reason()).isEqualTo(Reason.READ_ONLY);
    }

    @Test
    void a_write_while_another_process_holds_the_lock_is_refused_and_nothing_is_written() throws Exception {
        Path db = folder.resolve("understudy.db");
        try (Store store = Store.open(db, SHORT);
                Connection other = DriverManager.getConnection("jdbc:sqlite:" + db);
                Statement statement = other.createStatement()) {
            statement.execute("BEGIN IMMEDIATE");

            StoreException refused = catchThrowableOfType(StoreException.class, () -> insert(store, 1));

            assertThat(refused.reason()).isEqualTo(Reason.LOCKED);
            statement.execute("ROLLBACK");
            insert(store, 2);
            assertThat(count(store))
                    .as("the writer goes on after the lock is gone")
                    .isEqualTo(1);
        }
    }

    @Test
    void a_database_that_another_process_holds_exclusively_is_refused_with_one_clear_line() throws Exception {
        Path db = folder.resolve("understudy.db");
        Store.open(db).close();
        try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + db);
                Statement statement = other.createStatement()) {
            statement.execute("PRAGMA locking_mode = EXCLUSIVE");
            statement.execute("BEGIN EXCLUSIVE");

            StoreException refused = catchThrowableOfType(StoreException.class, () -> Store.open(db, SHORT));

            assertThat(refused.reason()).isEqualTo(Reason.LOCKED);
            assertThat(refused.toString().lines()).hasSize(1);
        }
    }

    @Test
    void an_exception_undoes_the_whole_write_and_reaches_the_caller() {
        try (Store store = Store.open(folder.resolve("understudy.db"))) {
            assertThatThrownBy(() -> store.write(handle -> {
                        insert(store, 1);
                        throw new IllegalArgumentException("no");
                    }))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("no");
            assertThat(count(store)).isZero();
        }
    }

    @Test
    void a_write_that_fails_takes_no_other_along() throws Exception {
        try (Store store = Store.open(folder.resolve("understudy.db"))) {
            ExecutorService threads = Executors.newFixedThreadPool(8);
            CountDownLatch writerBusy = new CountDownLatch(1);
            Future<?> first = threads.submit(() -> store.write(handle -> await(writerBusy)));
            List<Future<?>> others = IntStream.range(0, 7)
                    .<Future<?>>mapToObj(i -> threads.submit(() -> store.write(handle -> {
                        insert(store, i);
                        if (i == 3) {
                            throw new IllegalStateException("three");
                        }
                        return i;
                    })))
                    .toList();
            writerBusy.countDown();
            first.get();
            threads.shutdown();
            assertThat(threads.awaitTermination(1, java.util.concurrent.TimeUnit.MINUTES))
                    .isTrue();

            assertThat(others.stream().filter(StoreTest::failed)).hasSize(1);
            assertThat(count(store)).isEqualTo(6);
        }
    }

    @Test
    void two_stores_on_one_file_write_beside_each_other() throws Exception {
        Path db = folder.resolve("understudy.db");
        try (Store one = Store.open(db);
                Store two = Store.open(db)) {
            ExecutorService threads = Executors.newFixedThreadPool(2);
            Future<?> a = threads.submit(() -> IntStream.range(0, 200).forEach(i -> insert(one, i)));
            Future<?> b = threads.submit(() -> IntStream.range(200, 400).forEach(i -> insert(two, i)));
            a.get();
            b.get();
            threads.shutdown();

            assertThat(count(one)).isEqualTo(400);
            assertThat(count(two)).isEqualTo(400);
        }
    }

    @Test
    void a_reading_handle_refuses_writes() {
        try (Store store = Store.open(folder.resolve("understudy.db"))) {
            assertThatThrownBy(() -> store.read(handle -> handle.execute("DELETE FROM run")))
                    .isInstanceOf(StoreException.class);
        }
    }

    @Test
    void a_backup_is_whole_while_others_write_and_never_overwrites() {
        Path copy = folder.resolve("copy.db");
        try (Store store = Store.open(folder.resolve("understudy.db"))) {
            insert(store, 1);
            store.backup(copy);
            insert(store, 2);
            try (Store restored = Store.open(copy)) {
                assertThat(count(restored)).isEqualTo(1);
            }
            assertThatThrownBy(() -> store.backup(copy))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("it exists");
        }
    }

    @Test
    void a_closed_store_says_so() {
        Store store = Store.open(folder.resolve("understudy.db"));
        store.close();

        assertThat(catchThrowableOfType(StoreException.class, () -> count(store))
                        .reason())
                .isEqualTo(Reason.CLOSED);
        assertThat(catchThrowableOfType(StoreException.class, () -> insert(store, 1))
                        .reason())
                .isEqualTo(Reason.CLOSED);
        store.close();
    }

    private static boolean failed(Future<?> future) {
        try {
            future.get();
            return false;
        } catch (java.util.concurrent.ExecutionException e) {
            return true;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean await(CountDownLatch latch) {
        try {
            latch.await();
            return true;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String pragma(Store store, String name) {
        return store.read(handle ->
                handle.createQuery("PRAGMA " + name).mapTo(String.class).one());
    }

    private static void insert(Store store, int id) {
        store.write(handle -> handle.createUpdate("INSERT INTO run (id, runbook, runbook_fingerprint, target, params,"
                        + " mode, state, started_at) VALUES (:id, 'r', 'f', 't', '{}', 'SHADOW', 'OPEN', 0)")
                .bind("id", "run-" + id)
                .execute());
    }

    private static int count(Store store) {
        return store.read(handle -> handle.createQuery("SELECT COUNT(*) FROM run")
                .mapTo(Integer.class)
                .one());
    }

    private static void sql(Path db, String statement) throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + db);
                Statement s = connection.createStatement()) {
            s.execute(statement);
        }
        assertThat(Files.readAllBytes(db)).startsWith("SQLite".getBytes(StandardCharsets.US_ASCII));
    }
}
