package dev.understudy.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.understudy.control.Guard.Alert;
import dev.understudy.lab.RealPart;
import dev.understudy.run.Target;
import dev.understudy.run.Targets;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Alerts of a real Alertmanager and a real Prometheus, and of a Datadog that answers as it is documented. */
class MonitorsTest {
    @TempDir
    Path folder;

    private final List<Process> started = new ArrayList<>();

    @AfterEach
    void stop() throws InterruptedException {
        for (Process process : started) {
            process.destroy();
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        }
    }

    @Test
    void alertmanager_says_what_is_active_and_not_silenced() throws Exception {
        String at = alertmanager();
        Target target = target(Map.of("monitors.alertmanager", at + "/", "monitors.matching", "team=db"));
        MonitorGuard guard = new MonitorGuard(Map.of());
        assertThat(guard.firing(target)).isEmpty();

        post(at + "/api/v2/alerts", """
                [{"labels": {"alertname": "DiskFull", "team": "db"}, "annotations": {"summary": "91 % used"}},
                 {"labels": {"alertname": "TooManyMails", "team": "office"}}]""");
        List<Alert> firing = guard.firing(target);
        post(at + "/api/v2/silences", """
                {"matchers": [{"name": "alertname", "value": "DiskFull", "isRegex": false, "isEqual": true}],
                 "startsAt": "%s", "endsAt": "%s", "createdBy": "grace", "comment": "known"}""".formatted(Instant.now(), Instant.now().plusSeconds(60)));

        assertThat(firing).containsExactly(new Alert("DiskFull", "alert DiskFull fires (alertmanager): 91 % used"));
        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(guard.firing(target)).isEmpty());
    }

    @Test
    void prometheus_says_what_fires_and_not_what_is_pending() throws Exception {
        String at = prometheus("""
                groups:
                - name: understudy
                  rules:
                  - {alert: ReplicaDown, expr: vector(1) > 0, labels: {team: db}, annotations: {summary: one of three}}
                  - {alert: NotYet, expr: vector(1) > 0, for: 1h, labels: {team: db}}
                  - {alert: Never, expr: vector(1) > 2, labels: {team: db}}
                """);
        MonitorActivities activities = new MonitorActivities(targets(Map.of("monitors.prometheus", at)), Map.of());

        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .ignoreExceptions()
                .until(() ->
                        !activities.checkMonitors(new CheckMonitors("db-1", "")).quiet());

        assertThat(activities.checkMonitors(new CheckMonitors("db-1", "")).firing())
                .extracting(FiringAlert::name, FiringAlert::summary)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("ReplicaDown", "one of three"));
        assertThat(activities
                        .checkMonitors(new CheckMonitors("db-1", "team=office"))
                        .quiet())
                .isTrue();
    }

    @Test
    void datadog_is_asked_with_the_keys_of_the_environment_by_tags_and_page_after_page() throws Exception {
        List<String> asked = new ArrayList<>();
        try (Answering datadog = new Answering(request -> {
            asked.add(request);
            return request.contains("page=0") ? monitors(100) : monitors(3);
        })) {
            Target target = target(Map.of("monitors.datadog", datadog.address(), "monitors.matching", "team=db"));

            List<Alert> firing = new MonitorGuard(Map.of("DD_API_KEY", "api-1", "DD_APP_KEY", "app-1")).firing(target);

            assertThat(firing)
                    .extracting(Alert::words)
                    .containsExactly(
                            "alert monitor 1 fires (datadog): state Alert, monitor 1",
                            "alert monitor 1 fires (datadog): state Alert, monitor 1",
                            "alert monitor 2 fires (datadog): state No Data, monitor 2",
                            "alert monitor 2 fires (datadog): state No Data, monitor 2");
            assertThat(asked).hasSize(2).allMatch(request -> request.contains("monitor_tags=team%3Adb"));
            assertThat(asked).allMatch(request -> request.endsWith("keys api-1 app-1"));
        }
    }

    @Test
    void what_does_not_answer_is_not_quiet_and_no_key_is_in_a_message() throws IOException {
        int nobody = freePort();
        Target target = target(Map.of("monitors.datadog", "http://127.0.0.1:" + nobody));
        MonitorActivities activities = new MonitorActivities(
                targets(target.params()), Map.of("DD_API_KEY", "secret-api", "DD_APP_KEY", "secret-app"));

        assertThatThrownBy(() -> activities.checkMonitors(new CheckMonitors("db-1", "")))
                .isInstanceOfSatisfying(
                        ApplicationFailure.class,
                        failure -> assertThat(failure.getType()).isEqualTo("MonitorAway"))
                .hasMessageContaining("Datadog at http://127.0.0.1:" + nobody)
                .hasMessageNotContaining("secret");
        assertThatThrownBy(() -> new MonitorGuard(Map.of()).firing(target)).hasMessageContaining("DD_API_KEY");
        try (Answering wrong = new Answering(request -> "<html>")) {
            assertThatThrownBy(() ->
                            new MonitorGuard(Map.of()).firing(target(Map.of("monitors.prometheus", wrong.address()))))
                    .hasMessageContaining("does not answer with JSON");
        }
    }

    @Test
    void a_target_without_monitors_has_no_guard_and_cannot_be_checked() {
        assertThat(new MonitorGuard(Map.of()).firing(target(Map.of()))).isEmpty();
        assertThatThrownBy(() ->
                        new MonitorActivities(targets(Map.of()), Map.of()).checkMonitors(new CheckMonitors("db-1", "")))
                .hasMessageContaining("has no monitors");
    }

    private static String monitors(int count) {
        List<String> all = new ArrayList<>();
        all.add(monitor(1, "Alert", "{}", "team:db"));
        all.add(monitor(2, "No Data", "{\"notify_no_data\": true}", "team:db"));
        all.add(monitor(3, "Alert", "{\"silenced\": {\"*\": null}}", "team:db"));
        for (int i = 4; i <= count; i++) {
            all.add(monitor(i, i % 2 == 0 ? "OK" : "No Data", "{}", "team:db"));
        }
        return "[" + String.join(",", all) + "]";
    }

    private static String monitor(int id, String state, String options, String tag) {
        return "{\"id\": %d, \"name\": \"monitor %d\", \"overall_state\": \"%s\", \"options\": %s, \"tags\": [\"%s\"]}"
                .formatted(id, id, state, options, tag);
    }

    private String alertmanager() throws IOException {
        Path config = Files.writeString(
                folder.resolve("alertmanager.yml"), "route: {receiver: none}\nreceivers: [{name: none}]\n");
        return start(
                "prometheus-alertmanager",
                "--config.file=" + config,
                "--storage.path=" + folder.resolve("alertmanager"),
                "--cluster.listen-address=");
    }

    private String prometheus(String rules) throws IOException {
        Files.writeString(folder.resolve("rules.yml"), rules);
        Path config = Files.writeString(
                folder.resolve("prometheus.yml"), "global: {evaluation_interval: 1s}\nrule_files: [rules.yml]\n");
        return start("prometheus", "--config.file=" + config, "--storage.tsdb.path=" + folder.resolve("prometheus"));
    }

    private String start(String program, String... options) throws IOException {
        int port = freePort();
        List<String> command = new ArrayList<>(List.of(RealPart.require(program).toString()));
        command.addAll(List.of(options));
        command.add("--web.listen-address=127.0.0.1:" + port);
        started.add(new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(program + ".log").toFile())
                .start());
        String at = "http://127.0.0.1:" + port;
        Awaitility.await(program)
                .atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(100))
                .ignoreExceptions()
                .until(() -> HttpClient.newHttpClient()
                                .send(
                                        HttpRequest.newBuilder(URI.create(at + "/-/ready"))
                                                .build(),
                                        BodyHandlers.discarding())
                                .statusCode()
                        == 200);
        return at;
    }

    private static void post(String uri, String body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(uri))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        var answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    private static Target target(Map<String, String> params) {
        return new Target("db-1", params);
    }

    private static Targets targets(Map<String, String> params) {
        return new Targets(Map.of("db-1", target(params)), Map.of());
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Answers each request; the path and the keys of Datadog are told as one text. */
    private static final class Answering implements AutoCloseable {
        private final HttpServer server;

        Answering(java.util.function.UnaryOperator<String> answers) throws IOException {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/", exchange -> {
                String request = exchange.getRequestURI() + " keys "
                        + exchange.getRequestHeaders().getFirst("DD-API-KEY") + " "
                        + exchange.getRequestHeaders().getFirst("DD-APPLICATION-KEY");
                byte[] body = answers.apply(request).getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(200, body.length);
                exchange.getResponseBody().write(body);
                exchange.close();
            });
            server.start();
        }

        String address() {
            return "http://127.0.0.1:" + server.getAddress().getPort();
        }

        @Override
        public void close() {
            server.stop(0);
        }
    }
}
