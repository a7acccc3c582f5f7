package dev.understudy.observed;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.understudy.action.Action;
import dev.understudy.action.Effect;
import dev.understudy.action.KubernetesActions;
import dev.understudy.action.Normalisers;
import dev.understudy.action.ProgramCall;
import dev.understudy.recording.EventJson;
import dev.understudy.recording.ExitKnown;
import dev.understudy.recording.Invocation;
import dev.understudy.recording.Layer;
import dev.understudy.recording.Output;
import dev.understudy.recording.Request;
import dev.understudy.recording.SessionEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Where requests were recorded, they decide what a command did; its arguments only explain. */
class DecidedByRequestsTest {
    private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");
    private static final String DB = "/apis/apps/v1/namespaces/shop/statefulsets/db";
    private static final Action FIVE = KubernetesActions.scale("shop", "statefulsets", "db", 5);

    private final List<SessionEvent> events = new ArrayList<>();

    DecidedByRequestsTest() {
        events.add(new SessionEvent.SessionStarted(1, START, "s1", "r1", "rb", "f", "t", "alice", "h", Map.of(), true));
        events.add(new SessionEvent.CommandStarted(2, START, 1, "typed", "/data", null));
    }

    @Test
    void an_edit_whose_arguments_tell_nothing_is_the_change_that_it_made() {
        requested("1/1", "PATCH", DB, "{'spec': {'replicas': 3}}", "{'spec': {'replicas': 5}}", 200);
        ran(0, "kubectl", "edit", "sts/db", "-n", "shop");

        assertThat(actions()).singleElement().matches(FIVE::sameAs);
        assertThat(oneByOne()).singleElement().matches(FIVE::sameAs);
    }

    @Test
    void an_apply_is_an_action_for_each_object_that_it_changed_and_helm_is_understood() {
        requested("1/1", "PATCH", DB, "{'spec': {'replicas': 3}}", "{'spec': {'replicas': 5}}", 200);
        requested(
                "1/1",
                "POST",
                "/api/v1/namespaces/shop/secrets",
                null,
                "{'metadata': {'name': 'sh.helm.release.v1.db.v2'}}",
                201);
        ran(0, "helm", "upgrade", "db", "./chart");

        assertThat(actions()).singleElement().matches(FIVE::sameAs);
    }

    @Test
    void a_job_is_what_was_made_whatever_made_it() {
        requested(
                "1/1",
                "POST",
                "/apis/batch/v1/namespaces/shop/jobs",
                null,
                "{'metadata': {'name': 'tidy'}, 'spec': {'backoffLimit': 6, 'completions': 1, 'template': {'spec': {"
                        + "'restartPolicy': 'Never', 'dnsPolicy': 'ClusterFirst', 'containers': [{'name': 'tidy', 'image': 'x:1',"
                        + "'command': ['tidy', '--all'], 'imagePullPolicy': 'IfNotPresent', 'resources': {}}]}}}}",
                201);
        ran(0, "kubectl", "-n", "shop", "create", "job", "tidy", "--image=x:1", "--", "tidy", "--all");
        Action byArguments = Normalisers.installed()
                .actions(new ProgramCall(
                        List.of("kubectl", "-n", "shop", "create", "job", "tidy", "--image=x:1", "--", "tidy", "--all"),
                        "/",
                        Map.of()))
                .get(0);

        assertThat(actions()).singleElement().matches(byArguments::sameAs, byArguments.toString());
    }

    @Test
    void a_request_that_is_told_after_its_program_still_decides() {
        ran(0, "kubectl", "apply", "-f", "db.yaml");
        requested("1/1", "PATCH", DB, "{'spec': {'replicas': 3}}", "{'spec': {'replicas': 5}}", 200);

        assertThat(actions()).singleElement().matches(FIVE::sameAs);
    }

    @Test
    void where_nothing_was_changed_the_arguments_say_what_was_tried() {
        requested("1/1", "PATCH", DB + "/scale", "{'spec': {'replicas': 5}}", "{'spec': {'replicas': 5}}", 200);
        requested("1/1", "PATCH", DB + "/scale", "{'spec': {'replicas': 3}}", null, 403);
        ran(1, "kubectl", "-n", "shop", "scale", "sts/db", "--replicas=5");

        assertThat(actions()).singleElement().matches(FIVE::sameAs);
        assertThat(observed().get(0).failed()).isTrue();
    }

    @Test
    void what_was_done_was_done_though_the_program_failed_afterwards() {
        requested("1/1", "DELETE", DB, "{'metadata': {'name': 'db'}}", null, 200);
        ran(1, "kubectl", "-n", "shop", "delete", "sts", "db", "--timeout=1s");

        assertThat(actions())
                .singleElement()
                .matches(KubernetesActions.delete("kubernetes:apps/statefulsets/shop/db", "Background", null)::sameAs);
        assertThat(observed().get(0).failed()).isFalse();
    }

    @Test
    void a_drain_stays_one_act() {
        requested("1/1", "PATCH", "/api/v1/nodes/n1", "{'spec': {}}", "{'spec': {'unschedulable': true}}", 200);
        requested("1/1", "POST", "/api/v1/namespaces/shop/pods/db-0/eviction", null, null, 201);
        ran(0, "kubectl", "drain", "n1", "--ignore-daemonsets");

        assertThat(actions()).singleElement().matches(KubernetesActions.drain("n1", false, false, false, null)::sameAs);
    }

    @Test
    void the_container_that_kubectl_chose_is_not_the_operator_s_choice() {
        exec("1/1", "nodetool", "drain");
        ran(0, "kubectl", "-n", "shop", "exec", "db-0", "--", "nodetool", "drain");

        assertThat(actions())
                .singleElement()
                .matches(KubernetesActions.exec(
                        "kubernetes:/pods/shop/db-0", null, List.of("nodetool", "drain"), Effect.WRITE)::sameAs);
    }

    @Test
    void requests_of_an_unknown_program_are_those_of_the_only_client_and_else_acts_of_their_own() {
        requested(null, "PATCH", DB, "{'spec': {'replicas': 3}}", "{'spec': {'replicas': 5}}", 200);
        assertThat(actions()).singleElement().matches(FIVE::sameAs);
        assertThat(observed().get(0).invocation()).isZero();

        ran(0, "kubectl", "edit", "sts/db", "-n", "shop");
        assertThat(actions()).singleElement().matches(FIVE::sameAs);
        assertThat(observed().get(0).invocation()).isEqualTo(1);
    }

    private List<Action> actions() {
        return observed().stream().map(ObservedAction::action).toList();
    }

    private List<ObservedAction> observed() {
        return ObservedActions.of(events);
    }

    private List<Action> oneByOne() {
        ObservedActions reader = new ObservedActions(Normalisers.installed());
        return events.stream()
                .flatMap(event -> reader.accept(event).stream())
                .map(ObservedAction::action)
                .toList();
    }

    private void ran(int exit, String... argv) {
        Invocation invocation = new Invocation(
                1, List.of(argv), null, "/data", Map.of(), exit, ExitKnown.OBSERVED, Layer.SHELL, null, START, START);
        events.add(new SessionEvent.Invoked(events.size() + 1L, START, 1, invocation));
        events.add(new SessionEvent.CommandFinished(events.size() + 1L, START, 1, exit, Output.NONE));
    }

    private void requested(
            @Nullable String invocation,
            String method,
            String path,
            @Nullable String before,
            @Nullable String after,
            int status) {
        requested(invocation, method, path, Map.of(), before, after, status);
    }

    private void exec(String invocation, String... argv) {
        requested(
                invocation,
                "GET",
                "/api/v1/namespaces/shop/pods/db-0/exec",
                Map.of("command", List.of(argv), "container", List.of("c")),
                null,
                null,
                101);
    }

    private void requested(
            @Nullable String invocation,
            String method,
            String path,
            Map<String, List<String>> query,
            @Nullable String before,
            @Nullable String after,
            int status) {
        Request request = new Request(
                events.size(),
                invocation,
                method,
                path,
                query,
                null,
                null,
                null,
                status,
                json(before),
                json(after),
                List.of(),
                null,
                null,
                null,
                null,
                null,
                START,
                START);
        events.add(new SessionEvent.Requested(events.size() + 1L, START, 1, request));
    }

    private static @Nullable JsonNode json(@Nullable String text) {
        try {
            return text == null ? null : EventJson.mapper().readTree(text.replace('\'', '"'));
        } catch (JsonProcessingException e) {
            throw new AssertionError("the test's JSON is wrong: " + text, e);
        }
    }
}
