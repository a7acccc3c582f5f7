package dev.understudy.effects;

import static dev.understudy.effects.Calls.DB;
import static dev.understudy.effects.Calls.POD;
import static dev.understudy.effects.Calls.call;
import static dev.understudy.effects.Calls.compare;
import static dev.understudy.effects.Calls.delete;
import static dev.understudy.effects.Calls.exec;
import static dev.understudy.effects.Calls.observed;
import static dev.understudy.effects.Calls.patch;
import static dev.understudy.effects.Calls.post;
import static dev.understudy.effects.Calls.scale;
import static dev.understudy.effects.Calls.statefulSet;
import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.recording.Request;
import java.util.List;
import org.junit.jupiter.api.Test;

class EffectComparisonTest {
    private static final ObservedEffects READS = observed(call("GET", DB), call("GET", "/api/v1/pods"));
    private static final String MAPS = "/api/v1/namespaces/shop/configmaps";

    @Test
    void the_same_change_is_identical_by_whatever_request_it_came() {
        Calls strategic = patch(DB, "strategic-merge", "{'spec.replicas': 5}")
                .before(statefulSet(3))
                .after(statefulSet(5));
        Calls put = call("PUT", DB + "/scale")
                .body("{'kind': 'Scale', 'spec.replicas': 5}")
                .before(statefulSet(3))
                .after(statefulSet(5));

        expect(observed(scale(3, 5)), observed(strategic), true, EffectVerdict.IDENTICAL);
        expect(observed(scale(3, 5)), observed(put), true, EffectVerdict.IDENTICAL);
    }

    @Test
    void another_value_and_another_object_are_different_and_told() {
        EffectAnswer value = expect(observed(scale(3, 5)), observed(scale(3, 4)), false, EffectVerdict.DIFFERENT);
        expect(
                observed(scale(3, 5).server("https://a")),
                observed(scale(3, 5).server("https://b")),
                false,
                EffectVerdict.DIFFERENT);

        assertThat(value.differences())
                .containsExactly(new EffectDifference(
                        "update", "kubernetes:apps/statefulsets/shop/db", "/spec/replicas", "5", "4"));
    }

    @Test
    void only_reads_on_both_sides_are_identical() {
        expect(READS, observed(), true, EffectVerdict.IDENTICAL);
        expect(
                READS,
                observed(post("/apis/authorization.k8s.io/v1/selfsubjectaccessreviews", "{}")),
                true,
                EffectVerdict.IDENTICAL);
    }

    @Test
    void a_write_that_changed_nothing_is_a_no_op_and_so_is_one_that_was_refused_or_rehearsed() {
        expect(observed(scale(3, 3)), READS, true, EffectVerdict.NOOP);
        expect(observed(scale(3, 5).status(403)), READS, true, EffectVerdict.NOOP);
        expect(observed(scale(3, 5).query("dryRun", "All")), READS, true, EffectVerdict.NOOP);
    }

    @Test
    void a_try_that_was_refused_before_the_one_that_was_not_is_no_difference() {
        expect(observed(scale(3, 5).status(409), scale(3, 5)), observed(scale(3, 5)), true, EffectVerdict.IDENTICAL);
    }

    @Test
    void a_deletion_whose_body_forgets_the_dry_run_was_real() {
        Calls real = delete(POD, "{'propagationPolicy': 'Background'}").query("dryRun", "All");
        Calls dry = delete(POD, "{'dryRun': ['All']}");
        Calls bodyless = call("DELETE", POD).query("dryRun", "All").before("{'metadata.name': 'x'}");

        expect(observed(real), READS, false, EffectVerdict.DIFFERENT);
        expect(observed(dry), READS, true, EffectVerdict.NOOP);
        expect(observed(bodyless), READS, true, EffectVerdict.NOOP);
    }

    @Test
    void there_and_back_is_not_nothing() {
        expect(observed(scale(3, 0), scale(0, 3)), READS, false, EffectVerdict.NET_EQUAL);
        expect(observed(scale(3, 0), scale(0, 5)), observed(scale(3, 5)), false, EffectVerdict.NET_EQUAL);
    }

    @Test
    void deleted_and_made_again_is_not_an_update() {
        String was = "{'metadata.name': 'm', 'data': {'k': '1'}}";
        String is = "{'metadata.name': 'm', 'data': {'k': '2'}}";
        ObservedEffects again = observed(delete(MAPS + "/m", "{}").before(was), post(MAPS, is));
        ObservedEffects update =
                observed(call("PUT", MAPS + "/m").body(is).before(was).after(is));

        expect(again, update, false, EffectVerdict.NET_EQUAL);
    }

    @Test
    void one_change_cut_into_two_requests_is_equivalent_unless_each_starts_new_pods() {
        String plain = "{'metadata': {'labels': {}}}";
        String one = "{'metadata': {'labels': {'a': '1'}}}";
        String both = "{'metadata': {'labels': {'a': '1', 'b': '2'}}}";
        ObservedEffects cut = observed(update(plain, one), update(one, both));

        expect(cut, observed(update(plain, both)), true, EffectVerdict.EQUIVALENT);

        String image = "{'spec.template.spec.containers': [{'name': 'c', 'image': '2', 'tty': false}]}";
        String old = "{'spec.template.spec.containers': [{'name': 'c', 'image': '1', 'tty': false}]}";
        String tty = "{'spec.template.spec.containers': [{'name': 'c', 'image': '2', 'tty': true}]}";
        expect(
                observed(update(old, image), update(image, tty)),
                observed(update(old, tty)),
                false,
                EffectVerdict.NET_EQUAL);
    }

    @Test
    void the_clients_own_notes_are_book_keeping() {
        String noted =
                "{'metadata': {'annotations': {'kubectl.kubernetes.io/last-applied-configuration': '{}'}}, 'spec.replicas': 5}";
        ObservedEffects apply = observed(update("{'metadata': {}, 'spec.replicas': 3}", noted));
        ObservedEffects plain =
                observed(update("{'metadata': {}, 'spec.replicas': 3}", "{'metadata': {}, 'spec.replicas': 5}"));
        String cause = "{'metadata': {'annotations': {'kubernetes.io/change-cause': 'why'}}}";
        Calls release = post("/api/v1/namespaces/shop/secrets", "{'metadata.name': 'sh.helm.release.v1.db.v2'}");

        expect(apply, plain, true, EffectVerdict.BOOKKEEPING);
        expect(observed(update("{'metadata': {}}", cause)), READS, true, EffectVerdict.BOOKKEEPING);
        expect(observed(scale(3, 5), release), observed(scale(3, 5)), true, EffectVerdict.BOOKKEEPING);
    }

    @Test
    void a_condition_that_was_met_changes_nothing_and_is_told() {
        Calls tested = patch(
                        DB,
                        "json",
                        "[{'op': 'test', 'path': '/spec/replicas', 'value': 3},"
                                + "{'op': 'replace', 'path': '/spec/replicas', 'value': 5}]")
                .before(statefulSet(3))
                .after(statefulSet(5));
        Calls versioned = call("PUT", DB + "/scale")
                .body("{'metadata.resourceVersion': '7', 'spec.replicas': 5}")
                .before(statefulSet(3))
                .after(statefulSet(5));

        EffectAnswer answer = expect(observed(tested), observed(scale(3, 5)), true, EffectVerdict.GUARD_DIFFERS);
        expect(observed(versioned), observed(scale(3, 5)), true, EffectVerdict.GUARD_DIFFERS);
        expect(observed(tested), observed(tested), true, EffectVerdict.IDENTICAL);
        assertThat(answer.why()).contains("test /spec/replicas");
    }

    @Test
    void a_put_of_the_whole_that_is_locked_is_as_safe_as_a_patch() {
        Calls locked = call("PUT", DB)
                .body("{'metadata.resourceVersion': '7'}")
                .before(statefulSet(3))
                .after(statefulSet(5));
        Calls careless = call("PUT", DB).body("{}").before(statefulSet(3)).after(statefulSet(5));

        expect(observed(locked), observed(scale(3, 5)), true, EffectVerdict.IDENTICAL);
        expect(observed(locked), observed(careless), true, EffectVerdict.GUARD_DIFFERS);
    }

    @Test
    void the_order_matters_on_one_object_and_at_a_barrier_and_not_between_strangers() {
        ObservedEffects drainStop = observed(exec("db-0", "nodetool", "drain"), exec("db-0", "nodetool", "stop"));
        ObservedEffects stopDrain = observed(exec("db-0", "nodetool", "stop"), exec("db-0", "nodetool", "drain"));
        Calls m = post(MAPS, "{'metadata.name': 'm'}");
        Calls n = post(MAPS, "{'metadata.name': 'n'}");

        expect(drainStop, stopDrain, false, EffectVerdict.ORDER_DIFFERS);
        expect(
                observed(scale(3, 0), delete(POD, "{}")),
                observed(delete(POD, "{}"), scale(3, 0)),
                false,
                EffectVerdict.ORDER_DIFFERS);
        expect(observed(m, n), observed(n, m), true, EffectVerdict.ORDER_DIFFERS);
    }

    @Test
    void evictions_and_deletions_of_a_collection_come_in_any_order() {
        Calls one = post(POD + "/eviction", "{}").gone();
        Calls two = post("/api/v1/namespaces/shop/pods/db-1/eviction", "{}").gone();
        Calls collection = call("DELETE", "/api/v1/namespaces/shop/pods")
                .query("labelSelector", "app=db")
                .before(
                        "{'items': [{'metadata': {'name': 'db-0', 'namespace': 'shop'}}, {'metadata': {'name': 'db-1', 'namespace': 'shop'}}]}");
        Calls first = delete(POD, "{}");
        Calls second = delete("/api/v1/namespaces/shop/pods/db-1", "{}");

        expect(observed(one, two), observed(two, one), true, EffectVerdict.IDENTICAL);
        expect(observed(collection), observed(second, first), true, EffectVerdict.EQUIVALENT);
        expect(observed(collection), observed(first), false, EffectVerdict.DIFFERENT);
    }

    @Test
    void what_becomes_of_the_dependents_and_how_long_a_pod_has_belong_to_a_deletion() {
        Calls background = delete(DB, "{'propagationPolicy': 'Background'}");
        Calls byDefault = delete(DB, "{}");
        Calls orphan = delete(DB, "{'propagationPolicy': 'Orphan'}");
        Calls now = delete(POD, "{'gracePeriodSeconds': 1}").before("{'spec.terminationGracePeriodSeconds': 30}");
        Calls own = delete(POD, "{'gracePeriodSeconds': 30}").before("{'spec.terminationGracePeriodSeconds': 30}");
        Calls unasked = delete(POD, "{}").before("{'spec.terminationGracePeriodSeconds': 30}");

        expect(observed(background), observed(byDefault), true, EffectVerdict.IDENTICAL);
        expect(observed(background), observed(orphan), false, EffectVerdict.DIFFERENT);
        expect(observed(now), observed(unasked), false, EffectVerdict.DIFFERENT);
        expect(observed(own), observed(unasked), true, EffectVerdict.EQUIVALENT);
    }

    @Test
    void an_eviction_is_no_deletion() {
        expect(
                observed(post(POD + "/eviction", "{}").gone()),
                observed(delete(POD, "{}")),
                false,
                EffectVerdict.DIFFERENT);
    }

    @Test
    void a_plain_command_within_a_shell_is_that_command_and_more_than_that_cannot_be_told() {
        ObservedEffects plain = observed(exec("db-0", "nodetool", "drain"));
        ObservedEffects wrapped = observed(exec("db-0", "sh", "-c", "nodetool drain"));
        ObservedEffects text = observed(exec("db-0", "sh", "-c", "nodetool drain && nodetool stop"));
        ObservedEffects two = observed(exec("db-0", "nodetool", "drain"), exec("db-0", "nodetool", "stop"));

        expect(plain, wrapped, true, EffectVerdict.EQUIVALENT);
        expect(text, two, false, EffectVerdict.UNDECIDABLE);
        expect(text, text, true, EffectVerdict.IDENTICAL);
        expect(text, READS, false, EffectVerdict.DIFFERENT);
        expect(text, observed(exec("db-1", "nodetool", "drain")), false, EffectVerdict.DIFFERENT);
    }

    @Test
    void pod_container_arguments_and_what_is_sent_in_belong_to_an_exec() {
        ObservedEffects drain = observed(exec("db-0", "nodetool", "drain"));

        expect(drain, observed(exec("db-1", "nodetool", "drain")), false, EffectVerdict.DIFFERENT);
        expect(drain, observed(exec("db-0", "nodetool", "flush")), false, EffectVerdict.DIFFERENT);
        expect(
                drain,
                observed(exec("db-0", "nodetool", "drain").query("container", "side")),
                false,
                EffectVerdict.DIFFERENT);
        expect(
                observed(exec("db-0", "cat").stdin("a")),
                observed(exec("db-0", "cat").stdin("b")),
                false,
                EffectVerdict.DIFFERENT);
        expect(observed(exec("db-0", "sh").stdin("nodetool drain\n")), drain, true, EffectVerdict.EQUIVALENT);
    }

    @Test
    void names_that_are_made_anew_are_the_same_and_other_content_is_not() {
        String jobs = "/apis/batch/v1/namespaces/shop/jobs";
        String spec = "'spec.template.spec.containers': [{'name': 'b', 'image': 'b:1'}]}";
        ObservedEffects one = observed(
                post(jobs, "{'metadata': {'name': 'backup-1', 'ownerReferences': [{'name': 'backup'}]}, " + spec));
        ObservedEffects two = observed(post(jobs, "{'metadata.name': 'backup-1767225600', " + spec));
        ObservedEffects other =
                observed(post(jobs, "{'metadata.name': 'backup-2', 'spec.template.spec.containers': []}"));

        expect(one, two, true, EffectVerdict.EQUIVALENT);
        expect(one, one, true, EffectVerdict.IDENTICAL);
        expect(one, other, false, EffectVerdict.DIFFERENT);
        expect(
                observed(delete(jobs + "/backup-1", "{}")),
                observed(delete(jobs + "/backup-2", "{}")),
                false,
                EffectVerdict.DIFFERENT);
    }

    @Test
    void a_restart_is_counted_and_its_time_is_no_part_of_it() {
        ObservedEffects once = observed(restart("1"));

        expect(once, observed(restart("2")), true, EffectVerdict.IDENTICAL);
        expect(once, observed(restart("2"), restart("3")), false, EffectVerdict.DIFFERENT);
    }

    @Test
    void where_not_all_was_seen_nothing_is_the_same() {
        ObservedEffects blind = ObservedEffects.of(null, List.of(), List.of("kubectl --kubeconfig other went around"));

        EffectAnswer answer = expect(blind, READS, false, EffectVerdict.UNDECIDABLE);
        assertThat(answer.why()).contains("went around");
    }

    @Test
    void what_got_no_answer_or_went_through_a_tunnel_cannot_be_told() {
        Calls unanswered = patch(DB, "merge", "{'spec.replicas': 5}").status(0).before(statefulSet(3));
        Calls tunnel = call("POST", POD + "/portforward").status(101);

        expect(observed(unanswered), observed(scale(3, 5)), false, EffectVerdict.UNDECIDABLE);
        expect(observed(unanswered), READS, false, EffectVerdict.UNDECIDABLE);
        expect(observed(tunnel), READS, true, EffectVerdict.NOOP);
        expect(observed(tunnel.note(Request.TUNNEL_USED)), READS, false, EffectVerdict.UNDECIDABLE);
    }

    @Test
    void recordings_of_two_namespaces_compare_each_in_its_own_and_say_so() {
        ObservedEffects here = ObservedEffects.of("shop", Calls.requests(scale(3, 5)), List.of());
        Calls there = patch("/apis/apps/v1/namespaces/copy/statefulsets/db", "merge", "{}")
                .before(statefulSet(3))
                .after(statefulSet(5));
        ObservedEffects copy = ObservedEffects.of("copy", Calls.requests(there), List.of());
        ObservedEffects beside = ObservedEffects.of("shop", Calls.requests(there), List.of());

        assertThat(expect(here, copy, true, EffectVerdict.IDENTICAL).why()).contains("namespace copy");
        expect(here, beside, false, EffectVerdict.DIFFERENT);
    }

    private static Calls restart(String time) {
        return update(
                "{'spec.template.metadata.annotations': {'kubectl.kubernetes.io/restartedAt': 'long ago'}}",
                "{'spec.template.metadata.annotations': {'kubectl.kubernetes.io/restartedAt': '" + time + "'}}");
    }

    private static Calls update(String before, String after) {
        return patch(DB, "merge", after).before(before).after(after);
    }

    private static EffectAnswer expect(ObservedEffects a, ObservedEffects b, boolean same, EffectVerdict verdict) {
        EffectAnswer there = compare(a, b);
        EffectAnswer back = compare(b, a);
        assertThat(there.verdict()).as(there.toString()).isEqualTo(verdict);
        assertThat(there.same()).isEqualTo(same);
        assertThat(back.verdict()).as("the other way round: %s", back).isEqualTo(verdict);
        assertThat(back.same()).isEqualTo(same);
        return there;
    }
}
