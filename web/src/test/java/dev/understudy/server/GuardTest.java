package dev.understudy.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.refusal.StartupFailure;
import dev.understudy.refusal.StartupFailure.Fault;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who may do what, from where. */
class GuardTest {
    private static final String PEOPLE = """
            people:
              - name: olga
                roles: [operator]
                token-sha256: %s
              - name: rita
                roles: [reviewer]
                token-sha256: %s
            """;

    @TempDir
    static Path folder;

    private static UnderstudyServer server;
    private static HttpCaller http;

    @BeforeAll
    static void start() throws Exception {
        Path people = Files.writeString(
                folder.resolve("people.yaml"), PEOPLE.formatted(sha256("token-of-olga"), sha256("token-of-rita")));
        server = UnderstudyServer.start(
                ServerConfig.local(folder.resolve("understudy.db")).withPort(0).withPeople(people));
        http = HttpCaller.at(server.uri());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void without_a_known_token_nothing_is_shown() throws Exception {
        assertThat(http.get("api/v1/runs").statusCode()).isEqualTo(401);
        assertThat(http.as("rita").get("api/v1/runs").statusCode()).isEqualTo(401);
        assertThat(http.with("Authorization", "Bearer guessed")
                        .get("api/v1/runs")
                        .statusCode())
                .isEqualTo(401);
        HttpResponse<String> page = http.get("runs");
        assertThat(page.statusCode()).isEqualTo(302);
        assertThat(page.headers().firstValue("Location")).hasValue("/sign-in?next=%2Fruns");
    }

    @Test
    void a_token_gives_what_its_persons_roles_allow_and_no_more() throws Exception {
        HttpCaller olga = http.with("Authorization", "Bearer token-of-olga");
        assertThat(olga.get("api/v1/runs").statusCode()).isEqualTo(200);

        HttpResponse<String> refused =
                olga.post("api/v1/workflows/WalArchiveFullWorkflow/promote", "{\"reason\":\"because\"}");

        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.body()).contains("it needs the role reviewer");
    }

    @Test
    void invariant_9_a_promotion_without_evidence_is_refused_with_all_its_reasons() throws Exception {
        HttpCaller rita = http.with("Authorization", "Bearer token-of-rita");

        HttpResponse<String> refused =
                rita.post("api/v1/workflows/WalArchiveFullWorkflow/promote", "{\"reason\":\"because\"}");

        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(refused.body()).contains("\"code\":\"promotion-refused\"").contains("\"refusals\":[");
        assertThat(server.backstage().promotions().current("WalArchiveFullWorkflow"))
                .isEmpty();
    }

    @Test
    void an_operator_sends_only_what_they_did_themselves() throws Exception {
        String event =
                "{\"type\":\"session-started\",\"seq\":1,\"at\":\"2026-05-01T10:00:00Z\",\"session\":\"s\",\"run\":\"r\","
                        + "\"runbook\":\"scale-out\",\"runbookFingerprint\":\"f\",\"target\":\"t\",\"operator\":\"paul\","
                        + "\"host\":\"h\",\"params\":{},\"blind\":true}\n";

        HttpResponse<String> anonymous = http.post("api/v1/sessions/s/events", event);
        HttpResponse<String> another =
                http.with("Authorization", "Bearer token-of-olga").post("api/v1/sessions/s/events", event);

        assertThat(anonymous.statusCode()).isEqualTo(401);
        assertThat(another.statusCode()).isEqualTo(403);
        assertThat(another.body()).contains("olga cannot send what paul did");
    }

    @Test
    void another_site_in_the_same_browser_changes_nothing() throws Exception {
        HttpResponse<String> fromElsewhere = http.with("Authorization", "Bearer token-of-rita")
                .with("Origin", "https://evil.example")
                .post("api/v1/live/stop", "{\"reason\":\"x\"}");
        HttpResponse<String> cookieWithoutOrigin =
                http.with("Cookie", "understudy=x.1.y").post("api/v1/live/stop", "{\"reason\":\"x\"}");
        HttpResponse<String> rebound = http.with("Host", "evil.example").get("sign-in");

        assertThat(fromElsewhere.statusCode()).isEqualTo(403);
        assertThat(cookieWithoutOrigin.statusCode()).isEqualTo(403);
        assertThat(rebound.statusCode()).isEqualTo(421);
    }

    @Test
    void every_answer_forbids_foreign_scripts_and_frames() throws Exception {
        HttpResponse<String> answer = http.get("sign-in");

        assertThat(answer.headers().firstValue("Content-Security-Policy").orElse(""))
                .contains("script-src 'self';")
                .contains("frame-ancestors 'none'")
                .doesNotContain("unsafe");
        assertThat(answer.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(answer.body()).doesNotContain("http://").doesNotContain("https://");
    }

    @Test
    void a_failure_is_one_line_without_a_stack_trace() throws Exception {
        HttpResponse<String> notJson =
                http.with("Authorization", "Bearer token-of-rita").post("api/v1/runs", "{nonsense");
        HttpResponse<String> nothing = http.get("api/v1/nothing-there");

        assertThat(notJson.statusCode()).isEqualTo(400);
        assertThat(notJson.body())
                .contains("\"code\":\"bad-json\"")
                .doesNotContain("\\n")
                .doesNotContain("\tat ");
        assertThat(nothing.statusCode()).isEqualTo(404);
    }

    @Test
    void machines_ask_for_health_readiness_and_metrics_without_signing_in() throws Exception {
        assertThat(http.get("healthz").body()).isEqualTo("ok\n");
        assertThat(http.get("readyz").body()).isEqualTo("ok\n");
        assertThat(http.get("metrics").body()).contains("understudy_runs_open{mode=\"LIVE\"} 0.0");
    }

    @Test
    void a_sign_in_leads_only_to_pages_of_this_server() throws Exception {
        HttpCaller browser = http.with("Content-Type", "application/x-www-form-urlencoded")
                .with("Origin", "http://127.0.0.1:" + server.uri().getPort());

        HttpResponse<String> answer = browser.post("sign-in", "token=token-of-rita&next=%2F%2Fevil.example");

        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(answer.headers().firstValue("Location")).hasValue("/");
        assertThat(answer.headers().firstValue("Set-Cookie").orElse(""))
                .contains("HttpOnly")
                .contains("SameSite=Strict")
                .doesNotContain("token-of-rita");
    }

    @Test
    void beyond_loopback_a_people_file_is_needed() {
        assertThatThrownBy(() -> UnderstudyServer.start(ServerConfig.local(folder.resolve("other.db"))
                        .withPort(0)
                        .withHost("0.0.0.0")))
                .isInstanceOfSatisfying(
                        StartupFailure.class,
                        failure -> assertThat(failure.fault()).isEqualTo(Fault.CONFIGURATION))
                .hasMessageContaining("--people");
        assertThat(folder.resolve("other.db")).doesNotExist();
    }

    private static String sha256(String text) throws Exception {
        return java.util.HexFormat.of()
                .formatHex(java.security.MessageDigest.getInstance("SHA-256")
                        .digest(text.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
    }
}
