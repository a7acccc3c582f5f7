package dev.understudy.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RequestJsonTest {
    @Test
    void a_request_is_one_line_and_comes_back_as_it_was() throws Exception {
        Request request = new Request(
                7,
                "s1/3.1",
                "PATCH",
                "/apis/apps/v1/namespaces/shop/statefulsets/db/scale",
                Map.of("fieldManager", List.of("me")),
                "application/merge-patch+json",
                json("{\"spec\":{\"replicas\":5}}"),
                null,
                200,
                json("{\"spec\":{\"replicas\":3}}"),
                json("{\"spec\":{\"replicas\":5}}"),
                List.of(Request.MOVED_BETWEEN),
                "kubectl/v1.34.1",
                "kubectl scale",
                "4f6c",
                null,
                "https://127.0.0.1:6443",
                Instant.parse("2026-01-02T03:04:05.678Z"),
                Instant.parse("2026-01-02T03:04:05.700Z"));

        String line = RequestJson.write(request);

        assertThat(line).doesNotContain("\n", "stdin", "impersonatedUser", "null");
        assertThat(RequestJson.read(line)).isEqualTo(request);
    }

    @Test
    void what_a_newer_writer_added_is_ignored_and_what_is_null_or_left_out_is_null() throws Exception {
        Request request =
                RequestJson.read("{\"number\":1,\"method\":\"GET\",\"path\":\"/api\",\"status\":200,\"before\":null,"
                        + "\"startedAt\":\"2026-01-02T03:04:05Z\",\"endedAt\":\"2026-01-02T03:04:05Z\",\"later\":{}}");

        assertThat(request.before()).isNull();
        assertThat(request.body()).isNull();
        assertThat(request.query()).isEmpty();
        assertThat(request.notes()).isEmpty();
    }

    @Test
    void a_line_that_is_no_request_is_refused() {
        assertThatThrownBy(() -> RequestJson.read("[1]")).isInstanceOf(JsonProcessingException.class);
    }

    private static JsonNode json(String text) throws JsonProcessingException {
        return EventJson.mapper().readTree(text);
    }
}
