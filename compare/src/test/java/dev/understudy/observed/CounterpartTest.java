package dev.understudy.observed;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.understudy.action.Action;
import dev.understudy.action.Effect;
import dev.understudy.effects.EffectActions;
import dev.understudy.effects.EffectReader;
import dev.understudy.effects.document.DesiredFields;
import dev.understudy.recording.EventJson;
import dev.understudy.recording.ExitKnown;
import dev.understudy.recording.Request;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CounterpartTest {
    private static final String DB = "kubernetes:apps/statefulsets/shop/db";
    private static final String PATH = "/apis/apps/v1/namespaces/shop/statefulsets";
    private static final String JOBS = "/apis/batch/v1/namespaces/shop/jobs";

    private static final String BEFORE =
            "{'metadata':{'name':'db','namespace':'shop'},'spec':{'replicas':3,'serviceName':'db','template':{'spec':"
                    + "{'containers':[{'name':'c','image':'db:1','imagePullPolicy':'IfNotPresent'}],'dnsPolicy':'ClusterFirst'}}}}";
    private static final String MANIFEST =
            "{'kind':'StatefulSet','metadata':{'name':'db'},'spec':{'replicas':5,'template':{'spec':{'containers':"
                    + "[{'name':'c','image':'db:1'}]}}}}";

    @Test
    void an_apply_is_the_update_that_leaves_the_object_as_it_asks() {
        ObservedAction scaled = request("PATCH", PATH + "/db", BEFORE, BEFORE.replace("3", "5"));

        assertThat(scaled.action().fields()).containsOnlyKeys("/spec/replicas");
        assertThat(Counterpart.isSame(apply(MANIFEST), scaled)).isTrue();
    }

    @Test
    void an_apply_that_asks_for_more_than_is_there_afterwards_is_another_act() {
        ObservedAction scaled = request("PATCH", PATH + "/db", BEFORE, BEFORE.replace("3", "5"));
        Action apply = apply(MANIFEST.replace("db:1", "db:2"));

        assertThat(words(apply, scaled))
                .isEqualTo(Map.of("/spec/replicas", "5", "/spec/template/spec/containers/c/image", "\"db:2\""));
    }

    @Test
    void an_apply_that_does_not_ask_for_what_was_changed_is_another_act() {
        ObservedAction scaled = request("PATCH", PATH + "/db", BEFORE, BEFORE.replace("3", "4"));

        assertThat(words(apply(MANIFEST), scaled)).isEqualTo(Map.of("/spec/replicas", "5"));
        assertThat(Counterpart.isSame(apply("{'spec':{'serviceName':'db'}}"), scaled))
                .isFalse();
    }

    @Test
    void an_apply_of_what_was_not_there_is_its_creation() {
        ObservedAction made =
                request("POST", PATH, null, BEFORE.replace("3", "5").replace("'serviceName':'db',", ""));

        assertThat(Counterpart.isSame(apply(MANIFEST), made)).isTrue();
        assertThat(Counterpart.isSame(apply(MANIFEST.replace("5", "4")), made)).isFalse();
    }

    @Test
    void an_update_need_not_change_what_was_so_already() {
        ObservedAction scaled = request("PATCH", PATH + "/db", BEFORE, BEFORE.replace("3", "5"));
        Action both =
                Action.of(Effect.WRITE, "update", DB, Map.of("/spec/replicas", "5", "/spec/serviceName", "\"db\""));
        Action other =
                Action.of(Effect.WRITE, "update", DB, Map.of("/spec/replicas", "5", "/spec/serviceName", "\"x\""));

        assertThat(Counterpart.isSame(both, scaled)).isTrue();
        assertThat(Counterpart.isSame(other, scaled)).isFalse();
    }

    @Test
    void where_no_request_tells_the_whole_object_an_apply_that_asks_for_more_is_not_compared() {
        ObservedAction typed = observed(Action.of(Effect.WRITE, "update", DB, Map.of("/spec/replicas", "5")), null);

        assertThat(words(apply(MANIFEST), typed)).containsEntry("content", Action.UNKNOWN_CONTENT);
        assertThat(words(apply("{'spec':{'replicas':4}}"), typed)).isEqualTo(Map.of("/spec/replicas", "4"));
    }

    @Test
    void a_job_is_the_same_under_another_name_that_is_made_anew() {
        ObservedAction made = request(
                "POST",
                JOBS,
                null,
                "{'metadata':{'name':'backup-7','namespace':'shop','annotations':{'cronjob.kubernetes.io/instantiate':'manual'},"
                        + "'ownerReferences':[{'apiVersion':'batch/v1','kind':'CronJob','name':'backup','uid':'u'}]}}");
        Action fromBackup = Action.of(
                Effect.WRITE,
                "create",
                "kubernetes:batch/jobs/shop/backup-20260301",
                Map.of("from", "kubernetes:batch/cronjobs/shop/backup"));

        assertThat(Counterpart.isSame(fromBackup, made)).isTrue();
        assertThat(Counterpart.isSame(
                        Action.of(
                                Effect.WRITE,
                                "create",
                                fromBackup.object(),
                                Map.of("from", "kubernetes:batch/cronjobs/shop/x")),
                        made))
                .isFalse();
    }

    @Test
    void each_prediction_has_a_counterpart_of_its_own() {
        ObservedAction first = request("PATCH", PATH + "/db", BEFORE, BEFORE.replace("3", "4"));
        ObservedAction second = request("PATCH", PATH + "/db", BEFORE.replace("3", "4"), BEFORE.replace("3", "5"));

        List<Action> words = Counterpart.inWordsOf(
                List.of(first, second),
                List.of(
                        apply("{'spec':{'replicas':5}}"),
                        apply("{'spec':{'replicas':4}}"),
                        apply("{'spec':{'replicas':6}}")));

        assertThat(words.get(0)).isEqualTo(second.action());
        assertThat(words.get(1)).isEqualTo(first.action());
        assertThat(words.get(2).operation()).isEqualTo("apply");
    }

    private static Map<String, String> words(Action predicted, ObservedAction did) {
        return Counterpart.inWordsOf(List.of(did), List.of(predicted)).get(0).fields();
    }

    private static Action apply(String manifest) {
        return Action.of(Effect.WRITE, "apply", DB, DesiredFields.of("apps", "statefulsets", json(manifest)));
    }

    private static ObservedAction request(String method, String path, @Nullable String before, String after) {
        Request request = new Request(
                1,
                null,
                method,
                path,
                Map.of(),
                "application/json",
                before == null ? json(after) : null,
                null,
                before == null ? 201 : 200,
                before == null ? null : json(before),
                json(after),
                List.of(),
                null,
                null,
                null,
                null,
                null,
                Instant.EPOCH,
                Instant.EPOCH);
        return observed(
                EffectActions.action(EffectReader.installed().effects(request).get(0)), json(after));
    }

    private static ObservedAction observed(Action action, @Nullable JsonNode after) {
        return new ObservedAction(
                "s", 1, 1, 1, 1, null, action, after, Instant.EPOCH, Instant.EPOCH, 0, ExitKnown.OBSERVED);
    }

    private static JsonNode json(String text) {
        try {
            return EventJson.mapper().readTree(text.replace('\'', '"'));
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
