package dev.understudy.journal;

import static dev.understudy.journal.Reached.START;
import static dev.understudy.journal.Reached.operation;
import static dev.understudy.journal.Reached.read;
import static dev.understudy.journal.Reached.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.action.Action;
import dev.understudy.action.Effect;
import dev.understudy.operation.Mode;
import dev.understudy.store.Store;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JournalTest {
    @TempDir
    Path folder;

    private Store store;
    private Journal journal;

    @BeforeEach
    void open() {
        store = Store.open(folder.resolve("understudy.db"));
        journal = new Journal(store);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void a_withheld_write_is_open_and_read_back_as_it_was() {
        ReachedOperation write = write("r1", 1, Mode.SHADOW);

        assertThat(journal.reached(write)).isTrue();

        JournalEntry entry = journal.find("r1", 1).orElseThrow();
        assertThat(entry).isEqualTo(new JournalEntry(write, 1, Resolution.OPEN, null, null, null, null));
        assertThat(journal.find("r1", "activity-1", Kind.WRITE)).contains(entry);
    }

    @Test
    void what_is_performed_begins_as_an_intent() {
        journal.reached(write("r1", 1, Mode.LIVE));
        journal.reached(read("r1", 2));

        assertThat(journal.ofRun("r1")).extracting(JournalEntry::resolution).containsOnly(Resolution.INTENT);
    }

    @Test
    void retries_of_an_activity_do_not_multiply_predictions() {
        ReachedOperation write = write("r1", 1, Mode.SHADOW);

        assertThat(journal.reached(write)).isTrue();
        assertThat(journal.reached(write)).isFalse();

        assertThat(journal.asPredictions("r1")).containsExactly(write.prediction());
        assertThat(journal.find("r1", 1).orElseThrow().attempts()).isEqualTo(2);
    }

    @Test
    void a_retry_takes_a_failed_operation_up_again_and_never_one_that_is_unknown() {
        journal.reached(write("r1", 1, Mode.LIVE));
        journal.reached(write("r1", 2, Mode.LIVE));
        journal.resolve("r1", 1, outcome(Resolution.FAILED));
        journal.resolve("r1", 2, outcome(Resolution.UNKNOWN));

        journal.reached(write("r1", 1, Mode.LIVE));
        journal.reached(write("r1", 2, Mode.LIVE));

        assertThat(journal.find("r1", 1).orElseThrow().resolution()).isEqualTo(Resolution.INTENT);
        assertThat(journal.find("r1", 2).orElseThrow().resolution()).isEqualTo(Resolution.UNKNOWN);
    }

    @Test
    void a_number_belongs_to_one_activity() {
        journal.reached(write("r1", 1, Mode.SHADOW));
        ReachedOperation other = write("r1", 2, Mode.SHADOW);
        ReachedOperation clash = new ReachedOperation(
                "r1",
                1,
                0,
                other.activityType(),
                "another",
                Kind.WRITE,
                other.workflowId(),
                other.workflowType(),
                Action.of(Effect.WRITE, "update", "kubernetes:apps/statefulsets/pay/another"),
                Mode.SHADOW,
                "eu-1",
                null,
                "00",
                "{}",
                START);

        assertThatThrownBy(() -> journal.reached(clash)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "SHADOW, OBSERVED, true",
        "SHADOW, NOT_OBSERVED, true",
        "SHADOW, REFUSED, true",
        "DRY_RUN, REHEARSED, true",
        "DRY_RUN, FAILED, true",
        "SHADOW, DONE, false",
        "SHADOW, UNKNOWN, false",
        "LIVE, DONE, true",
        "LIVE, FAILED, true",
        "LIVE, UNKNOWN, true",
        "LIVE, OBSERVED, false"
    })
    void only_legal_resolutions_are_kept(Mode mode, Resolution resolution, boolean legal) {
        journal.reached(write("r1", 1, mode));
        Resolution before = journal.find("r1", 1).orElseThrow().resolution();

        if (legal) {
            assertThat(journal.resolve("r1", 1, outcome(resolution))).isTrue();
            assertThat(journal.resolve("r1", 1, outcome(resolution)))
                    .as("no news")
                    .isFalse();
        } else {
            assertThatThrownBy(() -> journal.resolve("r1", 1, outcome(resolution)))
                    .isInstanceOf(IllegalResolution.class);
        }

        assertThat(journal.find("r1", 1).orElseThrow().resolution()).isEqualTo(legal ? resolution : before);
    }

    @Test
    void what_is_settled_stays_settled() {
        journal.reached(write("r1", 1, Mode.SHADOW));
        journal.resolve("r1", 1, outcome(Resolution.NOT_OBSERVED));

        assertThatThrownBy(() -> journal.resolve("r1", 1, outcome(Resolution.OBSERVED)))
                .isInstanceOf(IllegalResolution.class)
                .hasMessage("operation 1 of run r1 is NOT_OBSERVED and cannot become OBSERVED");
        assertThatThrownBy(() -> journal.resolve("r1", 9, outcome(Resolution.OBSERVED)))
                .hasMessage("run r1 has no operation 9");
    }

    @Test
    void open_predictions_are_the_withheld_writes_that_nobody_did_yet() {
        journal.reached(read("r1", 1));
        journal.reached(write("r1", 2, Mode.SHADOW));
        journal.reached(write("r1", 3, Mode.SHADOW));
        journal.resolve("r1", 2, outcome(Resolution.OBSERVED));

        assertThat(journal.openPredictions("r1"))
                .extracting(JournalEntry::sequence)
                .containsExactly(3L);
        assertThat(journal.asPredictions("r1")).hasSize(3);
    }

    @Test
    void racing_attempts_of_one_activity_make_one_prediction() throws Exception {
        ExecutorService workers = Executors.newFixedThreadPool(4);
        List<Future<Boolean>> news = new ArrayList<>();
        try (Store other = Store.open(folder.resolve("understudy.db"))) {
            for (int i = 0; i < 40; i++) {
                Journal one = i % 2 == 0 ? journal : new Journal(other);
                news.add(workers.submit(() -> one.reached(write("r1", 1, Mode.SHADOW))));
            }
            int first = 0;
            for (Future<Boolean> one : news) {
                first += one.get() ? 1 : 0;
            }
            assertThat(first).isEqualTo(1);
        }
        workers.shutdown();

        assertThat(journal.find("r1", 1).orElseThrow().attempts()).isEqualTo(40);
    }

    @Test
    void what_reached_returned_for_survives_a_kill() throws Exception {
        Path db = folder.resolve("killed.db");
        Process worker = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Killed.class.getName(),
                        db.toString())
                .redirectErrorStream(true)
                .start();
        long reached = 0;
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(worker.getInputStream(), StandardCharsets.UTF_8))) {
            for (@Nullable String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("reached ")) {
                    reached = Long.parseLong(line.substring("reached ".length()));
                    if (reached == 50) {
                        worker.toHandle()
                                .destroyForcibly(); // SIGKILL; unlike the process itself, it leaves the stream open
                    }
                }
            }
        }
        assertThat(worker.waitFor()).isEqualTo(137);
        assertThat(reached).isGreaterThanOrEqualTo(50);

        try (Store after = Store.open(db)) {
            assertThat(new Journal(after).ofRun("r1")).hasSizeGreaterThanOrEqualTo((int) reached);
        }
    }

    /** Journals one operation after the other, and tells of each once it is durable. */
    static final class Killed {
        private Killed() {}

        public static void main(String[] args) {
            try (Store store = Store.open(Path.of(args[0]))) {
                Journal journal = new Journal(store);
                for (long sequence = 1; sequence < 1_000_000; sequence++) {
                    journal.reached(write("r1", sequence, Mode.SHADOW));
                    System.out.println("reached " + sequence);
                }
            }
        }
    }

    @Test
    void operations_are_found_by_what_is_known_of_them() {
        journal.reached(write("r1", 1, Mode.SHADOW));
        journal.reached(read("r1", 2));
        journal.reached(operation("r2", 3, Kind.WRITE, Mode.LIVE, "MoveFile", "move", "file:/wal/0001", "db-7"));
        journal.resolve("r2", 3, new Outcome(Resolution.FAILED, null, "Permission denied", null, START));

        assertThat(found(JournalQuery.ALL)).containsExactly(3L, 2L, 1L);
        assertThat(found(JournalQuery.ALL.limit(1))).containsExactly(3L);
        assertThat(found(JournalQuery.ALL.run("r1"))).containsExactly(2L, 1L);
        assertThat(found(JournalQuery.ALL.activityType("Scale"))).containsExactly(1L);
        assertThat(found(JournalQuery.ALL.verb("move"))).containsExactly(3L);
        assertThat(found(JournalQuery.ALL.object("file:/wal/0001"))).containsExactly(3L);
        assertThat(found(JournalQuery.ALL.target("eu-1"))).containsExactly(2L, 1L);
        assertThat(found(JournalQuery.ALL.mode(Mode.LIVE))).containsExactly(3L);
        assertThat(found(JournalQuery.ALL.workflowType("ScaleOut").resolution(Resolution.OPEN)))
                .containsExactly(1L);
        assertThat(found(JournalQuery.ALL.since(START.plusSeconds(2)).until(START.plusSeconds(3))))
                .containsExactly(2L);
    }

    @ParameterizedTest
    @CsvSource({
        "statefulsets, 2 1",
        "statef, 2 1",
        "STATEFULSETS pay, 2 1",
        "permission, 3",
        "wal/0001, 3",
        "move denied, 3",
        "db-7, 3",
        "DB.7 wal, 3",
        "db-8, ''",
        "pay/db eu-1, 2 1",
        "replicas:5, 3 2 1",
        "scale, 3 2 1", // the step of all, and the type of the first
        "size, 2",
        "%, ''",
        "eu_1, ''",
        "nothing, ''",
        "'*', ''",
        "'  ', 3 2 1"
    })
    void operations_are_found_by_words_and_parts_of_words(String text, String sequences) {
        journal.reached(write("r1", 1, Mode.SHADOW));
        journal.reached(read("r1", 2));
        journal.reached(operation("r2", 3, Kind.WRITE, Mode.LIVE, "MoveFile", "move", "file:/wal/0001", "db-7"));
        journal.resolve("r2", 3, new Outcome(Resolution.FAILED, null, "Permission denied", null, START));

        assertThat(String.join(
                        " ",
                        found(JournalQuery.ALL.text(text)).stream()
                                .map(String::valueOf)
                                .toList()))
                .isEqualTo(sequences);
    }

    @Test
    void operations_of_an_older_schema_are_found_by_what_names_join() throws Exception {
        journal.reached(operation("r2", 3, Kind.WRITE, Mode.LIVE, "MoveFile", "move", "file:/wal/0001", "db-7"));
        store.close();
        try (Connection older = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("understudy.db"));
                Statement statement = older.createStatement()) {
            statement.execute("UPDATE operation SET words = 'Move File'");
            statement.execute("INSERT INTO operation_text (operation_text) VALUES ('rebuild')");
            statement.execute("DELETE FROM flyway_schema_history WHERE version = '11'");
        }

        open();

        assertThat(found(JournalQuery.ALL.text("db-7"))).containsExactly(3L);
        assertThat(found(JournalQuery.ALL.text("wal/0001 file"))).containsExactly(3L);
    }

    private List<Long> found(JournalQuery query) {
        return journal.search(query).stream().map(JournalEntry::sequence).toList();
    }

    private static Outcome outcome(Resolution resolution) {
        return new Outcome(resolution, null, null, null, START.plusSeconds(60));
    }
}
