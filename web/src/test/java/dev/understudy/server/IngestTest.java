package dev.understudy.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.recording.SessionEvent;
import dev.understudy.recording.SessionEvent.CommandStarted;
import dev.understudy.recording.SessionEvent.GapFound;
import dev.understudy.recording.SessionEvent.Noted;
import dev.understudy.recording.SessionEvent.SessionEnded;
import dev.understudy.recording.SessionEvent.SessionStarted;
import dev.understudy.run.Runs;
import dev.understudy.transcript.Sessions;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IngestTest {
    private static final Instant NOW = Instant.parse("2026-05-01T10:00:00Z");

    @TempDir
    static Path folder;

    private static ServerFixture fixture;

    @BeforeAll
    static void start() throws Exception {
        fixture = ServerFixture.start(folder, List.of("db-1"));
    }

    @AfterAll
    static void stop() {
        fixture.close();
    }

    @Test
    void invariant_3_what_is_sent_twice_is_stored_once() throws Exception {
        List<SessionEvent> all = List.of(started("twice", "scale-out", "db-1"), note(2), note(3));
        send("twice", all.subList(0, 2));

        HttpResponse<String> answer = send("twice", all);

        assertThat(answer.body()).isEqualTo("{\"stored\":3}");
        assertThat(stored("twice")).isEqualTo(all);
    }

    @Test
    void invariant_3_a_hole_is_refused_and_says_from_where_to_send() throws Exception {
        send("hole", List.of(started("hole", "scale-out", "db-1"), note(2)));

        HttpResponse<String> answer = send("hole", List.of(note(4)));

        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(answer.body()).contains("\"expected\":3").contains("\"code\":\"missing-events\"");
        assertThat(stored("hole")).hasSize(2);
    }

    @Test
    void a_bad_line_is_named_and_nothing_of_its_batch_is_stored() throws Exception {
        send("bad-line", List.of(started("bad-line", "scale-out", "db-1")));
        String batch = OperatorAtWork.ndjson(List.of(note(2))) + "{\"type\":\"no-such-event\"}\n"
                + OperatorAtWork.ndjson(List.of(note(3)));

        HttpResponse<String> answer = fixture.http().post("api/v1/sessions/bad-line/events", batch);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("line 2 is no event").contains("\"line\":2");
        assertThat(stored("bad-line")).hasSize(1);
    }

    @Test
    void a_torn_line_at_the_end_is_refused_with_its_batch() throws Exception {
        String batch =
                OperatorAtWork.ndjson(List.of(started("torn", "scale-out", "db-1"))) + "{\"type\":\"noted\",\"se";

        HttpResponse<String> answer = fixture.http().post("api/v1/sessions/torn/events", batch);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(stored("torn")).isEmpty();
    }

    @Test
    void an_unknown_target_is_refused_in_one_line_and_nothing_is_stored() throws Exception {
        HttpResponse<String> answer = send("no-target", List.of(started("no-target", "scale-out", "db-77")));

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body())
                .contains("\"code\":\"unknown-target\"")
                .contains("db-77")
                .contains("db-1");
        assertThat(stored("no-target")).isEmpty();
        assertThat(new Runs(fixture.server().store()).find("no-target")).isEmpty();
    }

    @Test
    void an_unknown_runbook_is_refused_in_one_line_and_nothing_is_stored() throws Exception {
        HttpResponse<String> answer = send("no-runbook", List.of(started("no-runbook", "make-coffee", "db-1")));

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body()).contains("\"code\":\"unknown-runbook\"").contains("make-coffee");
        assertThat(stored("no-runbook")).isEmpty();
    }

    @Test
    void another_event_under_a_stored_number_is_a_conflict() throws Exception {
        SessionEvent first = started("conflict", "scale-out", "db-1");
        send("conflict", List.of(first, note(2)));

        HttpResponse<String> answer = send("conflict", List.of(first, new Noted(2, NOW, "something else")));

        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(answer.body()).contains("\"code\":\"session-conflict\"");
    }

    @Test
    void a_large_batch_is_taken_whole() throws Exception {
        List<SessionEvent> events = new ArrayList<>();
        events.add(started("large", "scale-out", "db-1"));
        for (int seq = 2; seq <= 20_000; seq++) {
            events.add(new Noted(seq, NOW, "note " + seq + " " + "x".repeat(200)));
        }

        HttpResponse<String> answer = send("large", events);

        assertThat(answer.body()).isEqualTo("{\"stored\":20000}");
    }

    @Test
    void what_an_operator_types_is_shown_as_text_and_never_as_markup() throws Exception {
        String hostile = "echo '<script>alert(1)</script>' \"$(<x)\"";
        send(
                "hostile",
                List.of(
                        started("hostile", "scale-out", "db-1"),
                        new CommandStarted(2, NOW, 1, hostile, "/", null),
                        new Noted(3, NOW, "<img src=x onerror=alert(2)>"),
                        new GapFound(4, NOW, "nested-shell", "<b>ssh</b>"),
                        new SessionEnded(5, NOW, 0, false)));

        String page = fixture.http().as("rita").get("runs/hostile").body();

        assertThat(page)
                .contains("&lt;script&gt;")
                .doesNotContain("<script>alert")
                .doesNotContain("<img src=x")
                .doesNotContain("<b>ssh");
    }

    @Test
    void an_empty_batch_stores_nothing_and_an_empty_session_ends_inconclusive_with_its_reasons() throws Exception {
        assertThat(send("empty", List.of()).body()).isEqualTo("{\"stored\":0}");

        send("empty", List.of(started("empty", "scale-out", "db-1"), new SessionEnded(2, NOW, 0, true)));
        fixture.awaitReport("empty");

        assertThat(fixture.http().as("rita").get("api/v1/runs/empty/report").body())
                .contains("\"verdict\":\"INCONCLUSIVE\"")
                .contains("NO_SHADOW")
                .contains("NOTHING_COMPARED");
    }

    @Test
    void a_session_without_an_end_is_kept_and_its_run_is_not_compared() throws Exception {
        send("endless", List.of(started("endless", "scale-out", "db-1"), note(2)));

        HttpResponse<String> report = fixture.http().as("rita").get("api/v1/runs/endless/report");

        assertThat(report.statusCode()).isEqualTo(404);
        assertThat(report.body()).contains("no-report-yet");
        assertThat(stored("endless")).hasSize(2);
    }

    @Test
    void sessions_that_interleave_keep_each_its_own_order_with_clocks_an_hour_apart() throws Exception {
        Instant hourAgo = NOW.minusSeconds(3600);
        SessionStarted second = new SessionStarted(
                1, hourAgo, "b", "a", "scale-out", "f".repeat(64), "db-1", "bob", "other", Map.of(), true);
        send("a", List.of(started("a", "scale-out", "db-1")));
        send("b", List.of(second));
        send("a", List.of(note(2)));
        send("b", List.of(new Noted(2, hourAgo, "later by the server's clock")));
        send("a", List.of(note(3), new SessionEnded(4, NOW, 0, false)));
        send("b", List.of(new SessionEnded(3, hourAgo, 0, true)));
        fixture.awaitReport("a");

        assertThat(stored("a")).extracting(SessionEvent::seq).containsExactly(1L, 2L, 3L, 4L);
        assertThat(stored("b")).extracting(SessionEvent::seq).containsExactly(1L, 2L, 3L);
        assertThat(fixture.http().as("rita").get("api/v1/runs/a/report").body()).doesNotContain("\"GAP\"");
    }

    private static SessionStarted started(String name, String runbook, String target) {
        return new SessionStarted(
                1, NOW, name, name, runbook, "f".repeat(64), target, "alice", "workstation", Map.of(), true);
    }

    private static SessionEvent note(long seq) {
        return new Noted(seq, NOW, "note " + seq);
    }

    private static HttpResponse<String> send(String session, List<SessionEvent> events) throws Exception {
        return fixture.http().post("api/v1/sessions/" + session + "/events", OperatorAtWork.ndjson(events));
    }

    private static List<SessionEvent> stored(String session) {
        return new Sessions(fixture.server().store())
                .find(session)
                .map(found -> found.events())
                .orElse(List.of());
    }
}
