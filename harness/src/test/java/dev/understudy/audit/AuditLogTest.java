package dev.understudy.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.store.Store;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AuditLogTest {
    @TempDir
    Path folder;

    private Store store;
    private AuditLog log;

    @BeforeEach
    void open() {
        store = Store.open(folder.resolve("understudy.db"));
        log = new AuditLog(store);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void an_empty_log_holds() {
        assertThat(log.verify()).isEqualTo(new AuditVerdict(0, AuditEntry.FIRST, null, null));
    }

    @Test
    void what_was_appended_is_read_back_and_holds() {
        AuditEntry entry = log.append("lea", Act.PROMOTED, "ScaleOut", Map.of("reason", "43 clean runs: \"ü\"\n"));

        assertThat(log.latest("ScaleOut", 5)).containsExactly(entry);
        assertThat(log.latest("Other", 5)).isEmpty();
        assertThat(log.verify()).isEqualTo(new AuditVerdict(1, entry.hash(), null, null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"UPDATE audit_entry SET actor = 'nobody'", "DELETE FROM audit_entry WHERE number = 2"})
    void invariant_9_the_database_itself_refuses_to_rewrite_the_log(String rewrite) {
        given_entries(3);

        assertThatThrownBy(() -> sql(rewrite)).hasMessageContaining("audit_entry is append-only");

        assertThat(log.verify().entries()).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "UPDATE audit_entry SET actor = 'nobody' WHERE number = 3 | 3 | entry 3 was changed",
                "UPDATE audit_entry SET details = '{}' WHERE number = 1 | 1 | entry 1 was changed",
                "UPDATE audit_entry SET details = 'x' WHERE number = 1 | 1 | entry 1 was changed: its details are no JSON",
                "UPDATE audit_entry SET act = 'DANCED' WHERE number = 2 | 2 | entry 2 was changed",
                "UPDATE audit_entry SET at = at + 1 WHERE number = 2 | 2 | entry 2 was changed",
                "UPDATE audit_entry SET hash = previous_hash WHERE number = 2 | 2 | entry 2 was changed",
                "UPDATE audit_entry SET previous_hash = hash WHERE number = 4 | 4 | entry 4 does not follow the one before it",
                "DELETE FROM audit_entry WHERE number = 2 | 2 | entry 2 is missing",
                "DELETE FROM audit_entry WHERE number = 1 | 1 | entry 1 is missing"
            })
    void invariant_9_whoever_rewrites_it_with_the_triggers_gone_is_found_out(String rewrite, long at, String why)
            throws Exception {
        given_entries(5);
        given_no_triggers();

        sql(rewrite);

        assertThat(log.verify()).satisfies(verdict -> {
            assertThat(verdict.ok()).isFalse();
            assertThat(verdict.brokenAt()).isEqualTo(at);
            assertThat(verdict.why()).isEqualTo(why);
            assertThat(verdict.entries()).isEqualTo(at - 1);
        });
    }

    @Test
    void an_end_that_was_cut_off_is_found_out_by_a_head_that_was_kept() throws Exception {
        given_entries(5);
        String kept = log.verify().head();
        given_no_triggers();

        sql("DELETE FROM audit_entry WHERE number = 5");

        assertThat(log.verify().ok()).as("a chain alone cannot know").isTrue();
        assertThat(log.verify(kept).brokenAt()).isEqualTo(5);
    }

    @Test
    void a_head_that_was_kept_holds_when_the_log_has_grown() {
        given_entries(5);
        String kept = log.verify().head();

        given_entries(2);

        assertThat(log.verify(kept).ok()).isTrue();
        assertThat(log.verify(AuditEntry.FIRST).ok()).isTrue();
    }

    @Test
    void an_entry_is_kept_or_lost_with_the_change_that_it_tells_of() {
        assertThatThrownBy(() -> store.write(handle -> {
                    log.append("lea", Act.PROMOTED, "ScaleOut", Map.of());
                    throw new IllegalStateException("the change failed");
                }))
                .hasMessage("the change failed");

        assertThat(log.verify().entries()).isZero();
    }

    @Test
    void two_processes_append_to_one_chain() throws Exception {
        try (Store other = Store.open(folder.resolve("understudy.db"))) {
            AuditLog theirs = new AuditLog(other);
            Thread thread = new Thread(() ->
                    IntStream.range(0, 100).forEach(i -> theirs.append("oli", Act.PAUSED, "run", Map.of("i", "" + i))));
            thread.start();
            given_entries(100);
            thread.join();
        }

        assertThat(log.verify().ok()).isTrue();
        assertThat(log.verify().entries()).isEqualTo(200);
    }

    private void given_entries(int entries) {
        IntStream.range(0, entries).forEach(i -> log.append("lea", Act.DEMOTED, "ScaleOut", Map.of("i", "" + i)));
    }

    private void given_no_triggers() throws Exception {
        sql("DROP TRIGGER audit_entry_refuses_update");
        sql("DROP TRIGGER audit_entry_refuses_delete");
    }

    private void sql(String statement) throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + store.path());
                Statement s = connection.createStatement()) {
            s.execute(statement);
        }
    }
}
