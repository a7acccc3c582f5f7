package dev.understudy.rehearsed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import dev.understudy.harness.Harness;
import dev.understudy.harness.RunRequest;
import dev.understudy.kubernetes.WorkerAccounts;
import dev.understudy.lab.KubernetesLab;
import dev.understudy.rehearsal.Plan;
import dev.understudy.rehearsal.PlannedOperation;
import dev.understudy.rehearsal.PlannedOperation.How;
import dev.understudy.run.Target;
import dev.understudy.run.Targets;
import dev.understudy.store.Store;
import io.temporal.testing.TestWorkflowEnvironment;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shipped workflows in DRY_RUN, with the harness: they go to their end, say what they would do, and do nothing. */
class RehearsalTest {
    private static final String FE = "000000010000000A000000FE";
    private static final String FF = "000000010000000A000000FF";

    @TempDir
    Path top;

    @Test
    void the_plan_for_a_full_archive_names_every_file_and_touches_none() throws Exception {
        Path data = Files.createDirectories(top.resolve("data/pg_wal")).getParent();
        Path archive = Files.createDirectories(top.resolve("archive"));
        Path cold = Files.createDirectories(top.resolve("cold"));
        Files.writeString(archive.resolve(FE), "wal");
        Files.writeString(archive.resolve(FF), "wal");
        Path partial = Files.writeString(archive.resolve(FE + ".partial"), "half");
        Files.setLastModifiedTime(partial, FileTime.from(Instant.EPOCH));
        Map<String, String> before = everything();

        Plan plan = rehearse(
                "wal-archive-full",
                Map.of("pg_data", data.toString(), "archive", archive.toString(), "cold", cold.toString()),
                Map.of());

        assertThat(plan.ending()).as(plan.toText()).isEqualTo(Plan.Ending.COMPLETE);
        assertThat(wouldChange(plan))
                .containsExactlyInAnyOrder(
                        "compress: compress file:" + archive.resolve(FE) + " {to=" + archive.resolve(FE + ".gz") + "}",
                        "compress: compress file:" + archive.resolve(FF) + " {to=" + archive.resolve(FF + ".gz") + "}",
                        "move: move file:" + archive.resolve(FE + ".gz") + " {to=" + cold.resolve(FE + ".gz") + "}",
                        "move: move file:" + archive.resolve(FF + ".gz") + " {to=" + cold.resolve(FF + ".gz") + "}",
                        "link: link file:" + archive.resolve("cold") + " {symbolic=true, to=" + cold + "}",
                        "clean: delete file:" + partial);
        assertThat(everything()).isEqualTo(before);
    }

    @Test
    void two_rehearsals_of_the_same_host_give_the_same_plan() throws Exception {
        Path archive = Files.createDirectories(top.resolve("archive"));
        for (int i = 0; i < 40; i++) {
            Files.writeString(archive.resolve(String.format("0000000100000000000000%02X", i)), "wal");
        }
        Path cold = Files.createDirectories(top.resolve("cold"));
        Map<String, String> params = Map.of(
                "pg_data", top.resolve("data").toString(), "archive", archive.toString(), "cold", cold.toString());

        Plan first = rehearse("wal-archive-full", params, Map.of());
        Plan second = rehearse("wal-archive-full", params, Map.of());

        assertThat(first.operations()).hasSizeGreaterThan(80).isEqualTo(second.operations());
    }

    @Test
    void the_plan_for_a_scale_out_says_that_its_end_is_assumed_and_the_cluster_is_not_written_to() throws Exception {
        KubernetesLab lab = KubernetesLab.shared();
        String namespace = lab.newNamespace();
        lab.statefulSet(namespace, "db", 2);
        int before = lab.auditedWrites("/namespaces/" + namespace + "/").size();

        Plan plan = rehearse(
                "scale-out",
                Map.of("cluster", "lab", "namespace", namespace, "statefulset", "db", "replicas", "4"),
                WorkerAccounts.lab(lab.kubeconfig()));

        assertThat(plan.ending()).as(plan.toText()).isEqualTo(Plan.Ending.COMPLETE);
        assertThat(wouldChange(plan))
                .containsExactly("scale: update kubernetes:apps/statefulsets/" + namespace + "/db {/spec/replicas=4}");
        assertThat(plan.operations())
                .extracting(PlannedOperation::step, PlannedOperation::how)
                .contains(tuple("wait", How.ASSUMED), tuple("verify", How.OVERLAID));
        assertThat(whyOf(plan, "scale")).isEqualTo("checked by the server");
        assertThat(lab.auditedWrites("/namespaces/" + namespace + "/")).hasSize(before);
        assertThat(replicas(lab, namespace)).isEqualTo("2");
    }

    @Test
    void a_rehearsal_that_life_would_stop_stops() throws Exception {
        KubernetesLab lab = KubernetesLab.shared();
        String namespace = lab.newNamespace();
        lab.statefulSet(namespace, "db", 3);

        Plan plan = rehearse(
                "scale-out",
                Map.of("cluster", "lab", "namespace", namespace, "statefulset", "db", "replicas", "3"),
                WorkerAccounts.lab(lab.kubeconfig()));

        assertThat(plan.ending()).isEqualTo(Plan.Ending.STOPPED);
        assertThat(plan.why()).contains("has 3 replicas, and 3 is not more");
        assertThat(wouldChange(plan)).isEmpty();
    }

    @Test
    void the_plan_of_an_account_that_only_reads_says_that_the_server_checked_nothing() throws Exception {
        KubernetesLab lab = KubernetesLab.shared();
        String namespace = lab.newNamespace();
        lab.statefulSet(namespace, "db", 3);

        Plan plan = rehearse(
                "scale-out",
                Map.of("cluster", "lab", "namespace", namespace, "statefulset", "db", "replicas", "4"),
                WorkerAccounts.lab(WorkerAccounts.shadow(lab)));

        assertThat(plan.ending()).as(plan.toText()).isEqualTo(Plan.Ending.COMPLETE);
        assertThat(whyOf(plan, "scale"))
                .startsWith("not checked by the server: ")
                .contains("cannot patch resource");
    }

    @Test
    void what_admission_would_refuse_is_rejected_in_the_plan_with_the_servers_words_and_the_plan_stops_as_life_would()
            throws Exception {
        KubernetesLab lab = KubernetesLab.shared();
        String namespace = lab.newNamespace();
        lab.statefulSet(namespace, "db", 3);
        Path account = WorkerAccounts.rehearse(lab);
        lab.kubectl("apply", "-f", atMostThree(namespace).toString());
        Map<String, String> params =
                Map.of("cluster", "lab", "namespace", namespace, "statefulset", "db", "replicas", "4");

        // The server takes a moment to know a new policy.
        Awaitility.await().atMost(Duration.ofMinutes(2)).untilAsserted(() -> {
            Plan seen = rehearse("scale-out", params, WorkerAccounts.lab(account));
            assertThat(seen.ending()).as(seen.toText()).isEqualTo(Plan.Ending.STOPPED);
        });
        Plan plan = rehearse("scale-out", params, WorkerAccounts.lab(account));

        assertThat(plan.operations())
                .filteredOn(operation -> operation.how() == How.REJECTED)
                .singleElement()
                .satisfies(operation -> assertThat(operation.why()).contains("no more than three replicas here"));
        assertThat(plan.toText()).contains("REJECTED     update kubernetes:apps/statefulsets/" + namespace + "/db");
        assertThat(replicas(lab, namespace)).isEqualTo("3");
    }

    private Path atMostThree(String namespace) throws IOException {
        return Files.writeString(top.resolve("policy.yaml"), """
                apiVersion: admissionregistration.k8s.io/v1
                kind: ValidatingAdmissionPolicy
                metadata: {name: at-most-three-%1$s}
                spec:
                  matchConstraints:
                    namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: %1$s}}
                    resourceRules:
                      - {apiGroups: [apps], apiVersions: [v1], operations: [UPDATE], resources: [statefulsets]}
                  validations:
                    - expression: object.spec.replicas <= 3
                      message: no more than three replicas here
                ---
                apiVersion: admissionregistration.k8s.io/v1
                kind: ValidatingAdmissionPolicyBinding
                metadata: {name: at-most-three-%1$s}
                spec: {policyName: at-most-three-%1$s, validationActions: [Deny]}
                """.formatted(namespace));
    }

    private static String replicas(KubernetesLab lab, String namespace) {
        return lab.kubectl("get", "sts", "db", "-n", namespace, "-o", "jsonpath={.spec.replicas}");
    }

    private static String whyOf(Plan plan, String step) {
        return plan.operations().stream()
                .filter(operation -> step.equals(operation.step()) && operation.how() == How.WOULD_CHANGE)
                .map(operation -> String.valueOf(operation.why()))
                .findFirst()
                .orElseThrow();
    }

    private Plan rehearse(String runbook, Map<String, String> params, Map<String, String> kubeconfigs)
            throws Exception {
        Targets targets = new Targets(Map.of("here", new Target("here", params)), kubeconfigs);
        Path db = Files.createTempFile(top, "store", ".db");
        Files.delete(db);
        try (Store store = Store.open(db);
                TestWorkflowEnvironment temporal = TestWorkflowEnvironment.newInstance();
                Harness harness = ShippedHarness.start(store, temporal, targets, (type, fingerprint) -> false)) {
            harness.startDryRun(new RunRequest("rehearsal", runbook, "here", "alice", Map.of()));
            return harness.awaitPlan("rehearsal", Duration.ofMinutes(1));
        }
    }

    private static List<String> wouldChange(Plan plan) {
        return plan.operations().stream()
                .filter(operation -> operation.how() == How.WOULD_CHANGE)
                .map(operation -> operation.step() + ": " + operation.action().summary())
                .toList();
    }

    private Map<String, String> everything() throws IOException {
        Map<String, String> contents = new TreeMap<>();
        try (Stream<Path> files = Files.walk(top)) {
            for (Path file : files.toList()) {
                if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                        && !file.toString().contains("store")) {
                    contents.put(file.toString(), Files.readString(file, StandardCharsets.UTF_8));
                }
            }
        }
        return contents;
    }
}
