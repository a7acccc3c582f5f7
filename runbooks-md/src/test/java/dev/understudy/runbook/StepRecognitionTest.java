package dev.understudy.runbook;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StepRecognitionTest {
    private final StepRecognition wal =
            new StepRecognition(ShippedRunbooks.find("wal-archive-full").orElseThrow());
    private final StepRecognition scale =
            new StepRecognition(ShippedRunbooks.find("scale-out").orElseThrow());

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "df -h /pg/archive | measure",
                "df -h '/pg/archive' | measure",
                "sudo df -h /pg/archive | measure",
                "df /pg/archive -h | measure",
                "mv /pg/archive/*.gz /mnt/cold/ | move",
                "mv \"/pg/archive\"/*.gz /mnt/cold | move",
                "ln -sfn /mnt/cold /pg/archive/cold | link",
                "rm /pg/archive/*.partial | clean",
                "rm -f /pg/archive/*.partial | clean",
                "rm -v /pg/archive/00000001000000000000000B.partial | clean",
                "find /pg/archive -type l | verify",
            })
    void a_typed_command_is_recognised_by_the_template_that_it_fills(String typed, String step) {
        assertThat(wal.recognise(typed)).first().satisfies(found -> {
            assertThat(found.step().id()).isEqualTo(step);
            assertThat(found.bindings()).containsEntry("archive", "/pg/archive");
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "kubectl scale statefulset/db -n shop --replicas=5",
                "kubectl -n shop scale sts db --replicas 5",
                "kubectl scale --replicas=5 statefulsets/db --namespace=shop",
                "k scale sts/db --namespace shop --replicas=5",
                "KUBECONFIG=/tmp/k kubectl scale statefulset db --replicas=5 -n shop",
            })
    void however_kubectl_is_typed_it_is_the_same_step_with_the_same_bindings(String typed) {
        assertThat(scale.recognise(typed)).first().satisfies(found -> {
            assertThat(found.step().id()).isEqualTo("scale");
            assertThat(found.bindings())
                    .containsExactlyEntriesOf(
                            new java.util.TreeMap<>(Map.of("namespace", "shop", "statefulset", "db", "replicas", "5")));
        });
    }

    @Test
    void a_loop_is_recognised_by_its_programs_whatever_its_variable_is_called() {
        List<RecognisedStep> found = wal.recognise(
                "for seg in $(find /pg/archive -maxdepth 1 -type f -name '0000*'"
                        + " ! -name '*.gz' ! -name '*.partial' ! -name '*.backup' ! -name '*.history'); do gzip \"$seg\"; done");

        assertThat(found).first().satisfies(step -> {
            assertThat(step.step().id()).isEqualTo("compress");
            assertThat(step.bindings()).containsEntry("archive", "/pg/archive");
            assertThat(step.score()).isEqualTo(1);
        });
    }

    @Test
    void a_program_of_a_loop_that_is_typed_alone_is_recognised_less_surely() {
        List<RecognisedStep> found = wal.recognise("gzip /pg/archive/00000001000000000000000A");

        assertThat(found).first().satisfies(step -> {
            assertThat(step.step().id()).isEqualTo("compress");
            assertThat(step.score()).isLessThan(1);
        });
    }

    @Test
    void what_the_text_leaves_to_a_variable_is_bound_by_the_arguments() {
        String typed = "mv \"$A\"/*.gz \"$C\"/";
        List<List<String>> started = List.of(List.of("mv", "/pg/archive/1.gz", "/pg/archive/2.gz", "/mnt/cold/"));

        List<RecognisedStep> found = wal.recognise(typed, started, null);

        assertThat(found).first().satisfies(step -> {
            assertThat(step.step().id()).isEqualTo("move");
            assertThat(step.bindings()).containsEntry("archive", "/pg/archive").containsEntry("cold", "/mnt/cold");
        });
    }

    @Test
    void the_same_command_in_two_steps_is_taken_for_the_next_one() {
        assertThat(wal.recognise("df -h /pg/archive", List.of(), null)
                        .get(0)
                        .step()
                        .id())
                .isEqualTo("measure");
        assertThat(wal.recognise("df -h /pg/archive", List.of(), "clean")
                        .get(0)
                        .step()
                        .id())
                .isEqualTo("verify");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"ls -l", "rm -rf /pg/archive", "kubectl get pods", "vim /etc/hosts", "mv a b", "gzip", "df"})
    void a_command_that_fills_no_template_is_not_recognised(String typed) {
        assertThat(wal.recognise(typed)).isEmpty();
    }

    @Test
    void one_placeholder_cannot_stand_for_two_values() {
        List<RecognisedStep> found = new StepRecognition(
                        new RunbookReader().read("a.md", "```bash\ncp <file> <file>.bak\n```\n"))
                .recognise("cp one two.bak");

        assertThat(found).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"'", "$(", "for i in", "\\", "()", "cat <<EOF", "| |", "a=(", "''"})
    void a_text_that_is_no_valid_bash_is_recognised_as_nothing(String typed) {
        assertThat(wal.recognise(typed)).isEmpty();
    }
}
