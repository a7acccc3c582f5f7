package dev.understudy.effects;

import static dev.understudy.effects.Calls.DB;
import static dev.understudy.effects.Calls.call;
import static dev.understudy.effects.Calls.delete;
import static dev.understudy.effects.Calls.exec;
import static dev.understudy.effects.Calls.post;
import static dev.understudy.effects.Calls.requests;
import static dev.understudy.effects.Calls.scale;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.understudy.recording.EventJson;
import dev.understudy.recording.RequestJson;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ObservedEffectsJsonTest {
    private final ObservedEffects observed = ObservedEffects.of(
            "shop",
            requests(
                    scale(3, 5),
                    scale(3, 3),
                    exec("db-0", "sh", "-c", "a | b"),
                    post("/api/v1/namespaces/shop/configmaps", "{'metadata.name': 'm', 'data': {'k': '1'}}"),
                    delete(DB, "{'preconditions': {'uid': 'u'}}")),
            List.of("one went around"));

    @Test
    void what_is_written_is_read_again() throws IOException {
        ObservedEffects again = read(ObservedEffectsJson.write(observed));

        assertThat(again.effects()).isEqualTo(observed.effects());
        assertThat(again.withoutEffect()).isEqualTo(observed.withoutEffect());
        assertThat(again.namespace()).isEqualTo("shop");
        assertThat(again.unseen()).containsExactly("one went around");
    }

    @Test
    void where_another_version_made_the_effects_the_requests_are_read_again() throws IOException {
        String old = ObservedEffectsJson.write(new ObservedEffects(
                "of another version", "shop", List.of(), List.of(), observed.requests(), List.of()));

        assertThat(read(old).effects()).isEqualTo(observed.effects());
    }

    @Test
    void where_the_effects_stand_the_requests_are_not_read() throws IOException {
        String written = ObservedEffectsJson.write(observed);
        String unreadable = written.replaceFirst("\"requests\":\\[.*", "\"requests\":[not JSON at all]}");

        assertThat(unreadable).isNotEqualTo(written).contains("not JSON");
        assertThat(read(unreadable).effects()).isEqualTo(observed.effects());
    }

    @Test
    void the_fields_may_come_in_any_order() throws IOException {
        JsonNode written = EventJson.mapper().readTree(ObservedEffectsJson.write(observed));
        ObjectNode turned = EventJson.mapper().createObjectNode();
        List<String> names = new ArrayList<>();
        written.fieldNames().forEachRemaining(names::add);
        Collections.reverse(names);
        names.forEach(name -> turned.set(name, written.get(name)));

        ObservedEffects again = read(turned.toString());

        assertThat(again.effects()).isEqualTo(observed.effects());
        assertThat(again.unseen()).isEqualTo(observed.unseen());
    }

    @Test
    void requests_alone_are_enough() throws IOException {
        String line = RequestJson.write(scale(3, 5).numbered(1));

        assertThat(read("{\"exit\": 0, \"requests\": [" + line + "]}").effects())
                .hasSize(1);
        assertThat(read("{\"requests\": []}").effects()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[]                                                        | no JSON object",
                "{}                                                        | neither effects nor requests",
                "{\"effects\": 3}                                          | effects is no list",
                "{\"effects\": [{}]}                                       | effects[0].operation is missing",
                "{\"requests\": [{\"path\": \"/\"}]}                       | requests[0].method is missing",
                "{\"requests\": [{\"number\": \"x\"}]}                     | requests[0].number",
                "{\"effects\": [{\"operation\": \"o\", \"object\": 1}]}    | effects[0].object",
                "{\"effects\": [], \"namespace\": 1}                       | namespace is no text, line 1",
                "{\"effects\": []                                          | no JSON",
                "{\"effects\": [], \"unseen\":                            | no JSON",
                "{\"effects\": [}                                         | no JSON",
                "{\"effects\": []} {}                                      | behind",
            })
    void what_is_no_recording_is_refused_with_the_field_or_the_place(String text, String says) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(ObservedEffectsJson.Malformed.class)
                .hasMessageContaining(says);
    }

    @Test
    void a_command_that_is_there_to_write_and_only_read_came_to_nothing() {
        ObservedEffects apply = ObservedEffects.of(
                null,
                requests(
                        call("GET", "/api").kubectl("kubectl apply"),
                        call("GET", DB).kubectl("kubectl apply")),
                List.of());
        ObservedEffects get = ObservedEffects.of(null, requests(call("GET", DB).kubectl("kubectl get")), List.of());
        ObservedEffects wrote = ObservedEffects.of(
                null,
                requests(call("GET", DB).kubectl("kubectl scale"), scale(3, 5).kubectl("kubectl scale")),
                List.of());

        assertThat(apply.withoutEffect()).singleElement().satisfies(effect -> {
            assertThat(effect.operation()).isEqualTo("apply");
            assertThat(effect.object().text()).isEqualTo("kubernetes:apps/statefulsets/shop/db");
            assertThat(effect.standing()).isEqualTo(Standing.NOOP);
        });
        assertThat(get.withoutEffect()).isEmpty();
        assertThat(wrote.withoutEffect()).isEmpty();
    }

    private static ObservedEffects read(String text) throws IOException {
        return ObservedEffectsJson.read(() -> new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }
}
