package dev.understudy.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.automation.Automation;
import dev.understudy.control.Guard;
import dev.understudy.control.Hold;
import dev.understudy.control.Hold.Cause;
import dev.understudy.control.Holds;
import dev.understudy.divergence.Verdict;
import dev.understudy.journal.JournalEntry;
import dev.understudy.journal.Resolution;
import dev.understudy.run.Targets;
import dev.understudy.sample.ArchiveLogsWorkflow;
import dev.understudy.sample.CarefulWorkflow;
import dev.understudy.sample.CompressLog;
import dev.understudy.sample.ListLogs;
import dev.understudy.sample.LogActivities;
import dev.understudy.store.StoreException;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.testing.TestWorkflowEnvironment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A store that is locked or full in the middle of a run: nothing leaves, the run says why it waits, and goes on. */
class StoreFaultTest {
    private static final int NO_LIMIT = 1_000_000;

    @TempDir
    Path dir;

    private final AtomicInteger compressed = new AtomicInteger();
    private volatile Runnable afterListing = () -> {};
    private volatile Runnable afterCompressing = () -> {};
    private TestWorkflowEnvironment temporal;
    private Theatre theatre;

    /** Real files, and a place to break the store in the middle of an activity. */
    private final class Breaking extends LogActivities {
        @Override
        public List<String> listLogs(ListLogs operation) {
            List<String> logs = super.listLogs(operation);
            afterListing.run();
            return logs;
        }

        @Override
        public String compressLog(CompressLog operation) {
            compressed.incrementAndGet();
            String path = super.compressLog(operation);
            afterCompressing.run();
            return path;
        }
    }

    private record Broken(Class<?> workflow, Object activities) implements Automation {
        @Override
        public String runbook() {
            return "archive-logs";
        }

        @Override
        public List<Object> activities(Targets targets, boolean live) {
            return List.of(activities);
        }

        @Override
        public List<String> authors() {
            return List.of("ada");
        }
    }

    @BeforeEach
    void open() {
        temporal = Theatre.temporal();
        theatre = theatre(dir, CarefulWorkflow.class);
    }

    private Theatre theatre(Path folder, Class<?> workflow) {
        Theatre made = new Theatre(
                folder,
                temporal.getWorkflowServiceStubs(),
                WorkflowClientOptions.getDefaultInstance(),
                600,
                List.of(new Broken(workflow, new Breaking())));
        made.log("app.log");
        made.promote(made.harness().workflows().get(0).type());
        return made;
    }

    @AfterEach
    void close() {
        theatre.close();
        temporal.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"single", "local"})
    void no_live_write_leaves_while_another_process_holds_the_store_and_the_run_goes_on_afterwards(String care)
            throws SQLException {
        try (Locked other = new Locked()) {
            theatre.guard = target -> {
                theatre.guard = Guard.NONE;
                other.lock();
                return List.of();
            };

            theatre.harness().startLive(theatre.careful("run-1", care));
            Hold hold = awaitHold();
            List<String> meanwhile = theatre.names(theatre.folder);
            other.unlock();
            theatre.awaitClosed("run-1");

            assertThat(hold.cause()).isEqualTo(Cause.STORE_AWAY);
            assertThat(hold.why()).contains("nothing can be written down").contains("another process holds it locked");
            assertThat(meanwhile).containsExactly("app.log");
        }
        assertThat(theatre.ending("run-1").why()).isNull();
        assertThat(theatre.names(theatre.archive)).containsExactly("app.log.gz");
        assertThat(theatre.journal().ofRun("run-1"))
                .extracting(JournalEntry::resolution)
                .containsExactly(Resolution.DONE, Resolution.DONE);
        assertThat(new Holds(theatre.store, Clock.systemUTC()).ofRun("run-1"))
                .filteredOn(hold -> hold.cause() == Cause.STORE_AWAY)
                .isNotEmpty()
                .allSatisfy(hold -> assertThat(hold.releasedAt()).isAfter(hold.at()));
    }

    @Test
    void no_live_write_leaves_while_the_disk_is_full_and_the_run_goes_on_when_there_is_room() throws IOException {
        Path deep = deepFolder();
        Files.move(theatre.folder.resolve("app.log"), deep.resolve("app.log"));
        theatre.guard = target -> {
            theatre.guard = Guard.NONE;
            mostPages(1);
            return List.of();
        };

        theatre.harness()
                .startLive(new RunRequest(
                        "run-1",
                        "archive-logs",
                        "host-1",
                        "grace",
                        java.util.Map.of("folder", deep.toString(), "care", "single")));
        Hold hold = awaitHold();
        Awaitility.await()
                .during(Duration.ofSeconds(1))
                .atMost(Duration.ofSeconds(5))
                .until(() -> Files.exists(deep.resolve("app.log")));
        mostPages(NO_LIMIT);

        theatre.awaitClosed("run-1");
        assertThat(hold.why()).contains("the disk is full; make room");
        assertThat(theatre.names(theatre.archive)).containsExactly("app.log.gz");
    }

    @Test
    void a_live_workflow_whose_start_cannot_be_audited_does_not_start() {
        theatre.store.write(handle -> handle.execute("CREATE TRIGGER no_audit BEFORE INSERT ON audit_entry"
                + " WHEN NEW.act = 'LIVE_STARTED' BEGIN SELECT RAISE(ABORT, 'no room'); END"));

        assertThatThrownBy(() -> theatre.harness().startLive(theatre.careful("run-1", "single")))
                .isInstanceOf(StoreException.class);

        assertThatThrownBy(() -> temporal.getWorkflowClient()
                        .newUntypedWorkflowStub("run-1")
                        .describe())
                .isInstanceOf(WorkflowNotFoundException.class);
    }

    @Test
    void what_was_done_when_the_store_went_away_is_written_down_later_and_not_done_again() throws SQLException {
        try (Locked other = new Locked()) {
            afterCompressing = other::lock;

            theatre.harness().startLive(theatre.careful("run-1", "single"));
            Hold hold = awaitHold();
            other.unlock();
            theatre.awaitClosed("run-1");

            assertThat(hold.cause()).isEqualTo(Cause.STORE_AWAY);
        }
        assertThat(compressed).hasValue(1);
        assertThat(theatre.journal().ofRun("run-1"))
                .extracting(JournalEntry::resolution)
                .containsExactly(Resolution.DONE, Resolution.DONE);
        assertThat(theatre.names(theatre.archive)).containsExactly("app.log.gz");
    }

    @Test
    void a_shadow_publishes_nothing_that_is_not_kept_and_goes_on_in_lockstep_when_the_store_answers()
            throws SQLException {
        theatre.close();
        theatre = theatre(dir.resolve("beside"), ArchiveLogsWorkflow.class);
        try (Locked other = new Locked()) {
            afterListing = () -> {
                afterListing = () -> {};
                other.lock();
            };
            Operator operator = theatre.operator("run-1", "session-1").begins();

            Hold hold = awaitHold();
            other.unlock();
            operator.awaitsPredictions(2)
                    .types("gzip", theatre.folder + "/app.log")
                    .awaitsPredictions(3)
                    .types("mv", theatre.folder + "/app.log.gz", theatre.archive + "/")
                    .awaitsPredictions(4)
                    .endsTheRun();

            assertThat(hold.cause()).isEqualTo(Cause.STORE_AWAY);
        }
        assertThat(theatre.awaitReport("run-1").verdict()).isEqualTo(Verdict.CLEAN);
    }

    private Hold awaitHold() {
        Awaitility.await("hold")
                .atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> !theatre.harness().control().holds("run-1").isEmpty());
        return theatre.harness().control().holds("run-1").get(0);
    }

    /** With a name that is longer than a page of the database. */
    private Path deepFolder() throws IOException {
        Path deep = theatre.folder;
        while (deep.toString().length() < 3_500) {
            deep = deep.resolve("d".repeat(200));
        }
        return Files.createDirectories(deep);
    }

    private void mostPages(int pages) {
        theatre.store.write(handle -> handle.createQuery("PRAGMA max_page_count = " + pages)
                .mapTo(Integer.class)
                .one());
    }

    /** Another process, in all that matters to the store: it holds the lock. */
    private final class Locked implements AutoCloseable {
        private final Connection connection = DriverManager.getConnection("jdbc:sqlite:" + theatre.store.path());

        Locked() throws SQLException {}

        void lock() {
            execute("BEGIN IMMEDIATE");
        }

        void unlock() {
            execute("ROLLBACK");
        }

        private synchronized void execute(String sql) {
            try (Statement statement = connection.createStatement()) {
                statement.execute(sql);
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void close() throws SQLException {
            connection.close();
        }
    }
}
