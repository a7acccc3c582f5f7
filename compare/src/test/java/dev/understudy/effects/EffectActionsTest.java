package dev.understudy.effects;

import static dev.understudy.effects.Calls.DB;
import static dev.understudy.effects.Calls.POD;
import static dev.understudy.effects.Calls.call;
import static dev.understudy.effects.Calls.delete;
import static dev.understudy.effects.Calls.effect;
import static dev.understudy.effects.Calls.exec;
import static dev.understudy.effects.Calls.patch;
import static dev.understudy.effects.Calls.post;
import static dev.understudy.effects.Calls.scale;
import static dev.understudy.effects.Calls.statefulSet;
import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.action.Action;
import dev.understudy.action.Effect;
import dev.understudy.action.KubernetesActions;
import dev.understudy.action.Normalisers;
import dev.understudy.action.ProgramCall;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class EffectActionsTest {
    private static final String DB_OBJECT = "kubernetes:apps/statefulsets/shop/db";

    /** A request, and the same act in a workflow's words, and in kubectl's. */
    static Stream<Arguments> acts() {
        String restarted = "{'spec.template.metadata.annotations': {'kubectl.kubernetes.io/restartedAt': 'now'}}";
        return Stream.of(
                Arguments.of(
                        scale(3, 5),
                        KubernetesActions.scale("shop", "statefulsets", "db", 5),
                        "kubectl -n shop scale sts/db --replicas=5"),
                Arguments.of(
                        patch(DB, "json", "[{'op': 'test', 'path': '/spec/replicas', 'value': 3}]")
                                .before(statefulSet(3))
                                .after(statefulSet(5)),
                        KubernetesActions.update(DB_OBJECT, Map.of("/spec/replicas", "5", "if:/spec/replicas", "3")),
                        "kubectl -n shop scale sts/db --replicas=5 --current-replicas=3"),
                Arguments.of(
                        patch(DB, "merge", "{}").before("{'spec.template': {}}").after(restarted),
                        KubernetesActions.restart("shop", "statefulsets", "db"),
                        "kubectl -n shop rollout restart sts/db"),
                Arguments.of(
                        delete(DB, "{'propagationPolicy': 'Orphan'}"),
                        KubernetesActions.delete(DB_OBJECT, "Orphan", null),
                        "kubectl -n shop delete sts db --cascade=orphan"),
                Arguments.of(
                        delete(POD, "{'gracePeriodSeconds': 1}"),
                        KubernetesActions.delete("kubernetes:/pods/shop/db-0", "Background", 1),
                        "kubectl -n shop delete pod db-0 --now"),
                Arguments.of(
                        exec("db-0", "nodetool", "drain"),
                        KubernetesActions.exec(
                                "kubernetes:/pods/shop/db-0", "c", List.of("nodetool", "drain"), Effect.WRITE),
                        "kubectl -n shop exec db-0 -c c -- nodetool drain"),
                Arguments.of(
                        patch("/api/v1/nodes/n1", "merge", "{}")
                                .before("{'spec.unschedulable': true}")
                                .after("{'spec': {}}"),
                        KubernetesActions.setSchedulable("n1", true),
                        "kubectl uncordon n1"),
                Arguments.of(
                        patch("/api/v1/nodes/n1", "merge", "{}")
                                .before("{'spec': {}}")
                                .after("{'spec.taints': [{'key': 'k', 'value': 'v', 'effect': 'NoSchedule'}]}"),
                        KubernetesActions.update("kubernetes:/nodes/n1", Map.of("/spec/taints/k:NoSchedule", "\"v\"")),
                        "kubectl taint node n1 k=v:NoSchedule"),
                Arguments.of(
                        patch(DB, "merge", "{}")
                                .before("{'metadata': {'labels': {'a': '1'}}}")
                                .after("{'metadata': {'labels': {'b': '2'}}}"),
                        KubernetesActions.update(
                                DB_OBJECT, Map.of("/metadata/labels/a", "null", "/metadata/labels/b", "\"2\"")),
                        "kubectl -n shop label sts db b=2 a-"),
                Arguments.of(
                        call("POST", "/api/v1/namespaces/shop/serviceaccounts/robot/token"),
                        Action.of(Effect.WRITE, "create", "kubernetes:/serviceaccounts/shop/robot/token"),
                        "kubectl -n shop create token robot"));
    }

    @ParameterizedTest
    @MethodSource("acts")
    void a_request_a_prediction_and_a_command_are_the_same_act(Calls request, Action predicted, String command) {
        Action observed = EffectActions.action(effect(request));
        List<Action> typed =
                Normalisers.installed().actions(new ProgramCall(Arrays.asList(command.split(" ")), "/", Map.of()));

        assertThat(observed.sameAs(predicted))
                .as("%s and %s", observed, predicted)
                .isTrue();
        assertThat(typed).singleElement().matches(observed::sameAs, observed.toString());
    }

    @Test
    void an_eviction_is_the_same_act_as_a_predicted_one() {
        Action observed =
                EffectActions.action(effect(post(POD + "/eviction", "{}").gone()));

        assertThat(observed.sameAs(KubernetesActions.evict("shop", "db-0"))).isTrue();
    }
}
