package dev.understudy.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.lab.KubernetesLab;
import dev.understudy.operation.World;
import io.temporal.failure.ApplicationFailure;
import io.temporal.testing.TestActivityEnvironment;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Programs on a real API server whose pods kwok plays, with the account for live workers. */
class ProgramActivitiesTest {
    private final KubernetesLab lab = KubernetesLab.shared();
    private final TestActivityEnvironment environment = TestActivityEnvironment.newInstance();
    private final ProgramOperations programs = environment.newActivityStub(ProgramOperations.class);
    private String namespace = "";

    @BeforeEach
    void open() {
        namespace = lab.newNamespace();
        environment.registerActivitiesImplementations(
                new ProgramActivities(Clusters.writable(WorkerAccounts.lab(WorkerAccounts.live(lab)))));
    }

    @AfterEach
    void close() {
        environment.close();
    }

    @Test
    void a_program_in_a_pod_gives_its_exit_code_and_what_it_printed() {
        lab.statefulSet(namespace, "db", 1);

        ProgramResult good = programs.execInPod(exec("status"));
        ProgramResult bad = programs.execInPod(exec("fail"));

        assertThat(good.exit()).isZero();
        assertThat(good.output()).contains("UN 127.0.0.1 rack1");
        assertThat(bad.succeeded()).isFalse(); // kwok's nodes tell of the failure, and not of its exit code 3
        assertThat(bad.output()).contains("boom");
    }

    @Test
    void a_program_that_may_have_begun_is_not_run_again() {
        lab.statefulSet(namespace, "db", 1);
        environment.setHeartbeatDetails("begun");

        assertFails(ClusterFailure.OUTCOME_UNKNOWN, "may have run", () -> programs.execInPod(exec("drain")));
    }

    @Test
    void in_a_rehearsal_what_a_program_would_say_is_unknown() {
        assertThat(exec("status").simulate(World.UNTOUCHED).succeeded()).isFalse();
        assertThat(exec("status").action().effect().mayWrite()).isTrue();
    }

    @Test
    void a_job_runs_to_its_end() {
        RunJob job = new RunJob("lab", namespace, "tidy", "x:1", List.of("tidy", "--all"), 60);

        ProgramResult result = programs.runJob(job);
        assertThat(result.exit()).isZero();
        assertThat(result.output()).contains("a line that kwok's pods have logged");
        assertThat(lab.kubectl("get", "job", "tidy", "-n", namespace, "-o", "jsonpath={..command}"))
                .isEqualTo("[\"tidy\",\"--all\"]");
        assertThat(job.action().fields()).isEqualTo(DesiredFieldsOnTheServerTest.fields(lab, namespace, "job", "tidy"));
    }

    @Test
    void a_retry_finds_the_job_that_the_attempt_before_it_made() {
        RunJob job = new RunJob("lab", namespace, "tidy", "x:1", List.of("tidy"), 60);
        ProgramResult result = programs.runJob(job);
        // The next activity of this environment is called 2; the job is marked as if that one had made it.
        String by = lab.kubectl(
                "get",
                "job",
                "tidy",
                "-n",
                namespace,
                "-o",
                "jsonpath={.metadata.annotations.understudy\\.dev/made-by}");
        assertThat(by).endsWith(" 1");
        lab.kubectl(
                "annotate",
                "job",
                "tidy",
                "-n",
                namespace,
                "--overwrite",
                "understudy.dev/made-by=" + by.substring(0, by.length() - 1) + "2");

        assertThat(programs.runJob(job)).isEqualTo(result);
    }

    @Test
    void a_job_of_somebody_else_is_a_conflict() {
        lab.kubectl("create", "job", "tidy", "-n", namespace, "--image=x:1");

        assertFails(
                ClusterFailure.CONFLICT,
                "already exists",
                () -> programs.runJob(new RunJob("lab", namespace, "tidy", "x:1", List.of("tidy"), 60)));
    }

    @Test
    void what_a_cronjob_would_start_is_started_now() {
        lab.kubectl(
                "create", "cronjob", "nightly", "-n", namespace, "--image=x:1", "--schedule=0 3 * * *", "--", "run");

        programs.createJobFromCronJob(new CreateJobFromCronJob("lab", namespace, "nightly", "now"));

        assertThat(lab.kubectl("get", "job", "now", "-n", namespace, "-o", "jsonpath={..command}"))
                .isEqualTo("[\"run\"]");
        assertFails(
                ClusterFailure.NOT_FOUND,
                "there is no cronjob",
                () -> programs.createJobFromCronJob(new CreateJobFromCronJob("lab", namespace, "weekly", "now")));
    }

    private ExecInPod exec(String command) {
        return new ExecInPod("lab", namespace, "db-0", "c", List.of("nodetool", command), false, 30);
    }

    private static void assertFails(
            ClusterFailure type, String message, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call).cause().isInstanceOfSatisfying(ApplicationFailure.class, failure -> {
            assertThat(failure.getOriginalMessage()).contains(message);
            assertThat(failure.getType()).isEqualTo(type.name());
        });
    }
}
