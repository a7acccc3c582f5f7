package dev.understudy.proxy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.understudy.proxy.ScriptedServer.Script;
import dev.understudy.recording.Request;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an API server, or whatever stands before it, may answer. */
class OddAnswersTest {
    private static final String OBJECT = "/api/v1/namespaces/n/configmaps/c";
    private static final byte[] PATCH = "{\"data\":{\"a\":\"b\"}}".getBytes(UTF_8);

    @TempDir
    Path temp;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "401 Unauthorized      | WWW-Authenticate: Basic realm=x",
                "403 Forbidden         | Warning: 299 - \"no\"",
                "409 Conflict          | Content-Type: application/json",
                "422 Unprocessable     | Content-Type: application/json",
                "429 Too Many Requests | Retry-After: 7",
                "503 Service Unavailable | Retry-After: 1",
                "302 Found             | Location: https://sso.example/login",
                "200 OK                | Content-Type: application/json",
                "200 OK                | Content-Type: text/html",
            })
    void a_write_is_answered_in_the_servers_own_bytes(String status, String header) throws Exception {
        String body = "{\"kind\": <html>no JSON";
        try (ScriptedServer server = new ScriptedServer((head, out) -> {
            out.write(ScriptedServer.answer(status, header + "\r\n", body));
            return true;
        })) {
            ProxiedCluster cluster = cluster(server);

            HttpResponse<byte[]> proxied = patch(cluster);
            HttpResponse<byte[]> direct = patchDirectly(cluster);

            assertThat(proxied.statusCode()).isEqualTo(direct.statusCode());
            assertThat(proxied.body()).isEqualTo(direct.body());
            assertThat(new TreeMap<>(proxied.headers().map()))
                    .isEqualTo(new TreeMap<>(direct.headers().map()));
            Request told = cluster.requests().get(0);
            assertThat(told.status()).isEqualTo(direct.statusCode());
            assertThat(told.after()).isNull();
            assertThat(told.notes().contains(Request.AFTER_UNREADABLE)).isEqualTo(status.startsWith("200"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"kind\":",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{\"kin\r\n",
                "HTTP/1.1 200 OK\r\nContent-Le",
                "no HTTP at all\r\n\r\n",
                "",
            })
    void an_answer_that_is_cut_off_is_cut_off_for_the_client_too_or_told_as_none(String said) throws Exception {
        try (ScriptedServer server = new ScriptedServer((head, out) -> {
            out.write(said.getBytes(ISO_8859_1));
            return false;
        })) {
            ProxiedCluster cluster = cluster(server);

            Object outcome = outcome(cluster);

            boolean begun = said.contains("\r\n\r\n") && said.startsWith("HTTP");
            assertThat(outcome).isEqualTo(begun ? "cut off" : 503);
            assertThat(cluster.requests())
                    .singleElement()
                    .satisfies(request -> assertThat(request.status()).isEqualTo(begun ? 200 : 0));
        }
    }

    @Test
    void what_a_client_just_read_is_not_asked_for_again_before_its_write_goes_on() throws Exception {
        try (ScriptedServer server = objects()) {
            ProxiedCluster cluster = cluster(server);

            cluster.send("GET", OBJECT, "", new byte[0]);
            patch(cluster);
            List<Request> told = cluster.requests();

            assertThat(server.heads()).extracting(head -> head.split(" ")[0]).startsWith("GET", "PATCH");
            JsonNode before = told.get(1).before();
            assertThat(
                            before == null
                                    ? "none"
                                    : before.at("/metadata/resourceVersion").asText())
                    .isEqualTo("6");
        }
    }

    @Test
    void what_a_client_read_as_a_table_is_asked_for_before_its_write_goes_on() throws Exception {
        try (ScriptedServer server = new ScriptedServer((head, out) -> {
            boolean table = head.contains("as=Table");
            out.write(ScriptedServer.answer(
                    "200 OK",
                    "Content-Type: application/json" + (table ? ";as=Table;v=v1" : "") + "\r\n",
                    table ? "{\"kind\":\"Table\"}" : object(head)));
            return true;
        })) {
            ProxiedCluster cluster = cluster(server);

            cluster.send("GET", OBJECT, "", new byte[0], "Accept", "application/json;as=Table;v=v1;g=meta.k8s.io");
            patch(cluster);
            cluster.requests();

            assertThat(server.heads()).extracting(head -> head.split(" ")[0]).startsWith("GET", "GET", "PATCH");
        }
    }

    @Test
    void an_answer_that_comes_slowly_comes_as_it_comes() throws Exception {
        Script slowly = (head, out) -> {
            Thread.sleep(300);
            out.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n".getBytes(ISO_8859_1));
            for (String piece : List.of("1\r\na\r\n", "1\r", "\nb\r\n", "0\r\n\r\n")) {
                out.write(piece.getBytes(ISO_8859_1));
                out.flush();
                Thread.sleep(200);
            }
            return true;
        };
        try (ScriptedServer server = new ScriptedServer(slowly)) {
            ProxiedCluster cluster = cluster(server);

            HttpResponse<byte[]> answer = cluster.send("GET", OBJECT, "", new byte[0]);

            assertThat(new String(answer.body(), UTF_8)).isEqualTo("ab");
            cluster.close();
        }
    }

    @Test
    void a_client_without_patience_ends_its_request_at_the_server_too() throws Exception {
        List<String> ended = new CopyOnWriteArrayList<>();
        try (ScriptedServer server = new ScriptedServer((head, out) -> {
            out.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n".getBytes(ISO_8859_1));
            try {
                while (true) {
                    out.write("1\r\na\r\n".getBytes(ISO_8859_1));
                    out.flush();
                    Thread.sleep(50);
                }
            } catch (IOException e) {
                ended.add("ended");
                throw e;
            }
        })) {
            ProxiedCluster cluster = cluster(server);

            cluster.client(
                    "curl",
                    Map.of(),
                    "-sk",
                    "-m1",
                    cluster.address() + "/api/v1/pods?watch=true",
                    "-HAuthorization: " + cluster.authorization());

            Awaitility.await().until(() -> !ended.isEmpty());
            assertThat(cluster.requests()).hasSize(1);
        }
    }

    /** Answers every GET with version 6 of the object, every write with 7, and no list. */
    private static ScriptedServer objects() throws IOException {
        return new ScriptedServer((head, out) -> {
            out.write(
                    head.contains("?")
                            ? ScriptedServer.answer("410 Gone", "", "")
                            : ScriptedServer.answer("200 OK", "Content-Type: application/json\r\n", object(head)));
            return true;
        });
    }

    private static String object(String head) {
        return "{\"kind\":\"ConfigMap\",\"apiVersion\":\"v1\",\"metadata\":{\"name\":\"c\",\"resourceVersion\":\""
                + (head.startsWith("GET") ? 6 : 7) + "\"}}";
    }

    private ProxiedCluster cluster(ScriptedServer server) throws IOException {
        return new ProxiedCluster(Files.writeString(temp.resolve("kubeconfig"), server.kubeconfig()));
    }

    private static HttpResponse<byte[]> patch(ProxiedCluster cluster) throws Exception {
        return cluster.send("PATCH", OBJECT, "application/merge-patch+json", PATCH);
    }

    private static HttpResponse<byte[]> patchDirectly(ProxiedCluster cluster) throws Exception {
        return cluster.sendDirectly("t", "PATCH", OBJECT, "application/merge-patch+json", PATCH);
    }

    private static Object outcome(ProxiedCluster cluster) throws Exception {
        try {
            return cluster.send("POST", "/api/v1/namespaces/n/configmaps", "application/json", PATCH)
                    .statusCode();
        } catch (IOException e) {
            return "cut off";
        }
    }
}
