package dev.understudy.effects;

import static dev.understudy.effects.Calls.DB;
import static dev.understudy.effects.Calls.POD;
import static dev.understudy.effects.Calls.call;
import static dev.understudy.effects.Calls.effect;
import static dev.understudy.effects.Calls.exec;
import static dev.understudy.effects.Calls.json;
import static dev.understudy.effects.Calls.patch;
import static dev.understudy.effects.Calls.post;
import static dev.understudy.effects.Calls.requests;
import static dev.understudy.effects.Calls.scale;
import static dev.understudy.effects.Calls.statefulSet;
import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.effects.document.Change;
import dev.understudy.effects.document.Document;
import dev.understudy.recording.Request;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EffectReaderTest {
    private static final String CONTAINER = "/spec/template/spec/containers/c";

    @Test
    void the_scale_of_an_object_is_a_field_of_it_and_the_old_value_is_evidence() {
        CanonicalEffect effect = effect(scale(3, 5));

        assertThat(effect.object().text()).isEqualTo("kubernetes:apps/statefulsets/shop/db");
        assertThat(effect.changes()).containsExactly(entry("/spec/replicas", "3", "5"));
        assertThat(effect.summary()).isEqualTo("update kubernetes:apps/statefulsets/shop/db /spec/replicas: 3 → 5");
    }

    @Test
    void what_the_server_writes_is_nobody_s_act() {
        String after = "{'apiVersion': 'v2', 'metadata': {'uid': 'u', 'resourceVersion': '2', 'generation': 2,"
                + " 'creationTimestamp': 'now', 'managedFields': [{}]}, 'status': {'replicas': 1}, 'spec.replicas': 3}";

        CanonicalEffect effect = effect(update("{'metadata': {'resourceVersion': '1'}, 'spec.replicas': 3}", after));

        assertThat(effect.changes()).isEmpty();
        assertThat(effect.standing()).isEqualTo(Standing.NOOP);
    }

    @Test
    void the_elements_of_a_list_are_called_by_their_names() {
        String after = statefulSet(3).replace("'value': '1'", "'value': '2'").replace("side:1", "side:2");

        assertThat(effect(update(statefulSet(3), after)).changes())
                .containsExactly(
                        entry(CONTAINER + "/env/A/value", "'1'", "'2'"),
                        entry("/spec/template/spec/containers/side/image", "'side:1'", "'side:2'"));
    }

    @Test
    void an_element_that_is_new_is_told_field_by_field_and_one_that_is_gone_as_a_whole() {
        String two = "{'spec.taints': [{'key': 'k', 'value': 'v', 'effect': 'NoSchedule'}]}";

        assertThat(effect(node("{'spec': {}}", two)).changes())
                .containsExactly(entry("/spec/taints/k:NoSchedule/value", null, "'v'"));
        assertThat(effect(node(two, "{'spec.taints': []}")).changes().keySet()).containsExactly("/spec/taints");
        assertThat(effect(node("{'spec': {}}", "{'spec.unschedulable': true}")).changes())
                .containsExactly(entry("/spec/unschedulable", null, "true"));
    }

    @Test
    void the_order_of_a_list_counts_where_it_is_run_in_order_or_its_elements_refer_to_each_other() {
        String init = "{'spec.initContainers': [{'name': 'a'}, {'name': 'b'}]}";
        String other = "{'spec.initContainers': [{'name': 'b'}, {'name': 'a'}]}";
        String env = "{'spec.env': [{'name': 'a', 'value': '1'}, {'name': 'b', 'value': '$(a)'}]}";
        String swapped = "{'spec.env': [{'name': 'b', 'value': '$(a)'}, {'name': 'a', 'value': '1'}]}";

        assertThat(effect(update(init, other)).changes()).containsKey("/spec/initContainers");
        assertThat(effect(update(env, swapped)).changes()).containsKey("/spec/env");
    }

    @Test
    void a_list_whose_elements_have_no_names_of_their_own_is_one_value() {
        assertThat(effect(update("{'spec.args': ['a']}", "{'spec.args': ['a', 'b']}"))
                        .changes())
                .containsExactly(entry("/spec/args", "['a']", "['a','b']"));
        assertThat(effect(update("{'spec.x': [{'name': 'a'}, {'name': 'a'}]}", "{'spec.x': [{'name': 'a'}]}"))
                        .changes()
                        .keySet())
                .containsExactly("/spec/x");
    }

    @ParameterizedTest
    @CsvSource({"1, 1000m", "1Gi, 1024Mi", "0.5, 500m", "1e3, 1k", "0, 0Ki"})
    void amounts_are_the_same_however_they_are_written(String one, String other) {
        String path = "{'spec.template.spec.containers': [{'name': 'c', 'resources': {'limits': {'x': '%s'}}}]}";

        assertThat(effect(update(path.formatted(one), path.formatted(other))).standing())
                .isEqualTo(Standing.NOOP);
        assertThat(effect(update("{'spec.x': '%s'}".formatted(one), "{'spec.x': '%s'}".formatted(other)))
                        .changes())
                .hasSize(1);
    }

    @Test
    void what_the_cluster_chooses_is_left_out_unless_the_request_names_it() {
        String services = "/api/v1/namespaces/shop/services";
        String made =
                "{'metadata.name': 'web', 'spec': {'clusterIP': '10.0.0.7', 'ports': [{'port': 80, 'nodePort': 30001}]}}";
        CanonicalEffect chosen = effect(
                call("POST", services).body("{'spec.ports': [{'port': 80}]}").after(made));
        CanonicalEffect asked = effect(
                call("POST", services).body("{'spec.clusterIP': '10.0.0.7'}").after(made));

        assertThat(chosen.value()).isEqualTo(Document.of(json("{'spec.ports': [{'port': 80}]}")));
        assertThat(asked.value())
                .isEqualTo(Document.of(json("{'spec': {'clusterIP': '10.0.0.7', 'ports': [{'port': 80}]}}")));
    }

    @Test
    void a_custom_resource_is_keyed_by_its_own_schema() {
        String definition =
                "{'spec': {'group': 'example.dev', 'names': {'plural': 'shops'}, 'versions': [{'name': 'v1',"
                        + " 'schema': {'openAPIV3Schema': {'properties': {'spec': {'properties': {'doors': {'type': 'array',"
                        + " 'x-kubernetes-list-type': 'map', 'x-kubernetes-list-map-keys': ['street']}}}}}}}]}}";
        Calls open = patch("/apis/example.dev/v1/namespaces/shop/shops/s", "merge", "{}")
                .before("{'spec.doors': [{'street': 'a', 'open': false}, {'street': 'b', 'open': false}]}")
                .after("{'spec.doors': [{'street': 'b', 'open': true}, {'street': 'a', 'open': false}]}");
        EffectReader knowing = EffectReader.installed().knowing(Schemas.NONE.with(json(definition)));
        Calls define = post("/apis/apiextensions.k8s.io/v1/customresourcedefinitions", definition);

        assertThat(effect(open).changes().keySet()).containsExactly("/spec/doors");
        assertThat(knowing.effects(open.numbered(1)).get(0).changes().keySet()).containsExactly("/spec/doors/b/open");
        assertThat(EffectReader.installed()
                        .effects(requests(define, open))
                        .get(1)
                        .changes()
                        .keySet())
                .containsExactly("/spec/doors/b/open");
    }

    @Test
    void where_somebody_else_wrote_in_between_only_what_was_asked_for_counts() {
        Calls raced = patch(DB, "merge", "{'spec.replicas': 5}")
                .before("{'metadata': {'labels': {'a': '1'}}, 'spec.replicas': 3}")
                .after("{'metadata': {'labels': {'a': '2'}}, 'spec.replicas': 5}");

        assertThat(effect(raced).changes()).hasSize(2);
        assertThat(effect(raced.note(Request.MOVED_BETWEEN)).changes().keySet()).containsExactly("/spec/replicas");
    }

    @Test
    void where_nobody_read_it_afterwards_the_patch_tells_what_it_makes_of_the_object() {
        Calls strategic = patch(
                        DB,
                        "strategic-merge",
                        "{'spec.template.spec.containers': [{'name': 'c', 'image': 'db:2'}, {'name': 'side', '$patch': 'delete'}]}")
                .before(statefulSet(3));
        Calls operations = patch(
                        DB,
                        "json",
                        "[{'op': 'replace', 'path': '/spec/template/spec/containers/0/image', 'value': 'db:2'},"
                                + "{'op': 'remove', 'path': '/spec/template/spec/containers/1'}]")
                .before(statefulSet(3));
        Calls merge =
                patch(DB, "merge", "{'metadata': {'labels': {'app': null}}}").before(statefulSet(3));

        assertThat(effect(strategic).changes().keySet())
                .containsExactly(CONTAINER + "/image", "/spec/template/spec/containers/side");
        assertThat(effect(operations).changes()).isEqualTo(effect(strategic).changes());
        assertThat(effect(merge).changes()).containsExactly(entry("/metadata/labels/app", "'db'", null));
    }

    @Test
    void where_nobody_could_read_it_before_a_patch_still_tells_what_it_asks_for() {
        CanonicalEffect asked =
                effect(patch(DB, "merge", "{'spec.replicas': 5}").note(Request.BEFORE_UNREADABLE));
        CanonicalEffect unknown = effect(call("PUT", DB).note(Request.BEFORE_UNREADABLE));

        assertThat(asked.changes()).containsExactly(entry("/spec/replicas", null, "5"));
        assertThat(asked.doubts()).containsExactly(Request.BEFORE_UNREADABLE);
        assertThat(unknown.doubts()).containsExactly(CanonicalEffect.UNKNOWN_CHANGES);
    }

    @Test
    void an_apply_of_what_was_not_there_creates_it() {
        CanonicalEffect effect = effect(call("PATCH", DB)
                .type("application/apply-patch+yaml")
                .status(201)
                .after("{'metadata.name': 'db', 'spec.replicas': 3}"));

        assertThat(effect.operation()).isEqualTo("create");
        assertThat(effect.value()).isEqualTo(Document.of(json("{'spec.replicas': 3}")));
        assertThat(effect.guard().locked()).isTrue();
    }

    @Test
    void a_restart_and_another_change_in_one_request_are_two_effects() {
        String both =
                "{'spec.template': {'metadata': {'annotations': {'kubectl.kubernetes.io/restartedAt': 'now'}}, 'x': 2}}";

        List<CanonicalEffect> effects = EffectReader.installed()
                .effects(update("{'spec.template': {'x': 1}}", both).numbered(1));

        assertThat(effects).extracting(CanonicalEffect::operation).containsExactly("update", "restart");
        assertThat(effects.get(0).changes().keySet()).containsExactly("/spec/template/x");
    }

    @Test
    void the_status_counts_where_it_is_what_was_written() {
        String before = "{'spec.replicas': 1, 'status': {'conditions': [{'type': 'Ok', 'status': 'False'}]}}";
        String after =
                "{'spec.replicas': 2, 'status': {'conditions': [{'type': 'Ok', 'status': 'True', 'lastTransitionTime': 'now'}]}}";

        CanonicalEffect effect =
                effect(patch(DB + "/status", "merge", "{}").before(before).after(after));

        assertThat(effect.object().subresource()).isEqualTo("status");
        assertThat(effect.changes()).containsExactly(entry("/status/conditions/Ok/status", "'False'", "'True'"));
    }

    @Test
    void what_was_made_under_a_new_name_is_called_so_afterwards_and_a_stranger_keeps_its_name() {
        String jobs = "/apis/batch/v1/namespaces/shop/jobs";
        List<CanonicalEffect> effects = EffectReader.installed()
                .effects(requests(
                        post(jobs, "{'metadata.name': 'backup-17'}"),
                        Calls.delete(jobs + "/backup-17", "{}"),
                        Calls.delete(jobs + "/backup-3", "{}")));

        assertThat(effects)
                .extracting(effect -> effect.object().name())
                .containsExactly("backup-*", "backup-*", "backup-3");
        assertThat(effects.get(0).rewritten()).containsEntry("name", "backup-17");
    }

    @Test
    void what_nothing_was_asked_about_the_dependents_of_a_job_are_orphaned() {
        assertThat(effect(Calls.delete("/apis/batch/v1/namespaces/shop/jobs/j", "{}"))
                        .options())
                .containsEntry("propagation", "Orphan");
        assertThat(effect(Calls.delete(DB, "{}")).options()).containsEntry("propagation", "Background");
        assertThat(effect(call("DELETE", DB).query("propagationPolicy", "Foreground"))
                        .options())
                .containsEntry("propagation", "Foreground");
    }

    @Test
    void a_token_is_an_effect_though_no_object_is_made() {
        CanonicalEffect token = effect(call("POST", "/api/v1/namespaces/shop/serviceaccounts/robot/token")
                .body("{'spec': {'audiences': ['vault']}}"));

        assertThat(token.operation()).isEqualTo("token");
        assertThat(token.options())
                .containsEntry("audiences", "[\"vault\"]")
                .containsEntry("expirationSeconds", "3600");
    }

    @Test
    void what_goes_through_the_proxy_of_a_service_and_what_nobody_knows_stands_for_itself() {
        CanonicalEffect proxied = effect(call("POST", "/api/v1/namespaces/shop/services/es/proxy/_cluster/reroute")
                .body("{}"));
        CanonicalEffect unknown = effect(call("POST", "/unheard/of"));

        assertThat(proxied.options()).containsEntry("path", "/_cluster/reroute");
        assertThat(unknown.operation()).isEqualTo("call");
        assertThat(EffectReader.installed()
                        .effects(call("GET", POD + "/proxy/metrics").numbered(1)))
                .isEmpty();
    }

    @Test
    void a_shell_text_that_is_more_than_a_plain_command_is_doubtful() {
        assertThat(effect(exec("db-0", "bash", "-c", "exec 'nodetool' drain")).options())
                .containsEntry("argv", "[\"nodetool\",\"drain\"]");
        assertThat(effect(exec("db-0", "sh", "-c", "nodetool drain | tee x")).doubts())
                .containsExactly(CanonicalEffect.SHELL_TEXT);
        assertThat(effect(exec("db-0", "nodetool", "drain")).doubts()).isEmpty();
    }

    @Test
    void a_watched_attachment_is_a_read_and_what_is_typed_into_it_is_not() {
        assertThat(EffectReader.installed()
                        .effects(call("POST", POD + "/attach").numbered(1)))
                .isEmpty();
        assertThat(effect(call("POST", POD + "/attach").stdin("quit\n")).options())
                .containsEntry("stdin", "quit\n");
    }

    @Test
    void evictions_of_a_drain_have_no_order() {
        Calls one = post(POD + "/eviction", "{}").gone();
        Calls two = post("/api/v1/namespaces/shop/pods/db-1/eviction", "{}").gone();

        assertThat(EffectReader.installed().effects(requests(two, one)))
                .extracting(effect -> effect.object().name())
                .containsExactly("db-0", "db-1");
    }

    @Test
    void a_path_may_have_a_prefix_and_encoded_names() {
        ApiPath path = ApiPath.of("/k8s/clusters/c-1/apis/apps/v1/namespaces/shop/statefulsets/d%62/scale");

        assertThat(path).isEqualTo(new ApiPath("apps", "v1", "shop", "statefulsets", "db", "scale"));
        assertThat(ApiPath.of("/api/v1/namespaces/shop/finalize"))
                .isEqualTo(new ApiPath("", "v1", null, "namespaces", "shop", "finalize"));
        assertThat(ApiPath.of("/healthz").group()).isNull();
    }

    private static Map.Entry<String, Change> entry(String pointer, @Nullable String from, @Nullable String to) {
        return Map.entry(pointer, new Change(from == null ? null : json(from), to == null ? null : json(to)));
    }

    private static Calls update(String before, String after) {
        return patch(DB, "merge", "{}").before(before).after(after);
    }

    private static Calls node(String before, String after) {
        return patch("/api/v1/nodes/n", "merge", "{}").before(before).after(after);
    }
}
