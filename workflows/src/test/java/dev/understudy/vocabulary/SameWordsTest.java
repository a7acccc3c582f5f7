package dev.understudy.vocabulary;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.action.Action;
import dev.understudy.action.Normalisers;
import dev.understudy.action.ProgramCall;
import dev.understudy.host.CompressFile;
import dev.understudy.host.DeleteFile;
import dev.understudy.host.LinkFile;
import dev.understudy.host.MoveFile;
import dev.understudy.kubernetes.CheckPodsReady;
import dev.understudy.kubernetes.ReadStatefulSet;
import dev.understudy.kubernetes.ScaleStatefulSet;
import dev.understudy.kubernetes.WaitForRollout;
import dev.understudy.operation.Operation;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a workflow would do is the same action as what the runbook's command does. */
class SameWordsTest {
    static List<Arguments> pairs() {
        return List.of(
                pair(new CompressFile("/archive", "a"), "gzip", "/archive/a"),
                pair(new CompressFile("/archive/", "a"), "gzip", "/archive//a"),
                pair(new MoveFile("/archive", "a.gz", "/cold"), "mv", "/archive/a.gz", "/cold/"),
                pair(new MoveFile("/archive", "a.gz", "/cold/"), "mv", "/archive/a.gz", "/cold/a.gz"),
                pair(new LinkFile("/cold", "/archive", "cold"), "ln", "-sfn", "/cold", "/archive/cold"),
                pair(new DeleteFile("/archive", "a.partial"), "rm", "/archive/a.partial"),
                pair(new ReadStatefulSet("c", "n", "db"), "kubectl", "get", "statefulset", "db", "-n", "n"),
                pair(new CheckPodsReady("c", "n", "db"), "kubectl", "get", "pods", "-n", "n"),
                pair(
                        new ScaleStatefulSet("c", "n", "db", 5, 3),
                        "kubectl",
                        "scale",
                        "statefulset/db",
                        "-n",
                        "n",
                        "--replicas=5"),
                pair(
                        new WaitForRollout("c", "n", "db", 600),
                        "kubectl",
                        "rollout",
                        "status",
                        "statefulset/db",
                        "-n",
                        "n",
                        "--timeout=10m"));
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void an_operation_and_the_command_of_the_runbook_are_the_same_action(Operation<?> operation, ProgramCall command) {
        List<Action> observed = Normalisers.installed().actions(command);

        assertThat(observed).hasSize(1);
        assertThat(operation.action()).isEqualTo(observed.get(0));
    }

    private static Arguments pair(Operation<?> operation, String... argv) {
        return Arguments.of(operation, new ProgramCall(List.of(argv), "/", Map.of()));
    }
}
