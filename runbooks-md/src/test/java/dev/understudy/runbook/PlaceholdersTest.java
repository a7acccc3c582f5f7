package dev.understudy.runbook;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an operator has to replace in a command. */
class PlaceholdersTest {
    private static List<String> in(String markdown) {
        return new RunbookReader()
                .read("test.md", markdown).commands().stream()
                        .flatMap(command -> command.placeholders().stream())
                        .map(Placeholder::text)
                        .toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            nullValues = "-",
            value = {
                "kubectl get pod <pod-name> -n <namespace> | <pod-name>,<namespace>",
                "pgbench <pgbench options> | <pgbench options>",
                "kubectl delete pvc/<name> pod/<name> | <name>",
                "gcloud clusters get CLUSTER_NAME --zone a | CLUSTER_NAME",
                "ssh HOSTNAME uptime | HOSTNAME",
                "kubectl get pods -n $NAMESPACE | $NAMESPACE",
                "kubectl get pods -n ${NAMESPACE} | ${NAMESPACE}",
                "helm install x --set a=b ... | ...",
                "curl https://x/{name}/y | {name}",
                "mv /etc/chef /etc/chef.{reason} | {reason}",
                "kubectl apply -f https://x/v{{ release }}/a.yaml | {{ release }}",
                "kustomize build x?ref=vX.X.X | X.X.X",
                "aws s3 ls s3://your-bucket | your-bucket",
                "rake 'app:task[first_name,other]' | first_name,other",
                "psql -c 'ALTER USER DB_USER' | DB_USER",
                "cat <<EOF | -",
                "diff <(sort a) <(sort b) 2>/dev/null | -",
                "sort < a > b | -",
                "awk '{print $3}' a | -",
                "kubectl get x -o jsonpath='{.a.b}' | -",
                "kubectl get x -o jsonpath={.a} | -",
                "kubectl get x -o custom-columns=NAME:.metadata.name,NODE:.spec.nodeName | -",
                "docker ps --format '{{.Names}}' | -",
                "curl -X POST -H 'Content-Type: application/json' x | -",
                "curl -XDELETE localhost | -",
                "java -XX:+UseG1GC x | -",
                "echo $HOME | -",
                "for i in 1 2; do echo $i; done | -",
                "KUBECONFIG=a kubectl get pods | -",
                "kubectl get x -o jsonpath='{.env[?(@.name==\"SOME_NAME\")].value}' | -",
            })
    void a_placeholder_is_found_in_all_the_forms_that_authors_use(String command, String expected) {
        List<String> wanted = expected == null ? List.of() : Arrays.asList(expected.split(","));

        assertThat(in("```bash\n" + command + "\n```\n")).isEqualTo(wanted);
    }

    @Test
    void a_variable_that_the_document_assigns_is_captured_and_no_placeholder() {
        assertThat(in("```bash\nPOD=$(kubectl get pod -o name)\n```\n\n```bash\nkubectl logs $POD -n $NS\n```\n"))
                .containsExactly("$NS");
        assertThat(in("```bash\nexport POD=<pod>\nkubectl logs $POD\nread -r NODE\nssh $NODE\n```\n"))
                .containsExactly("<pod>");
    }

    @Test
    void a_word_that_the_prose_asks_to_replace_is_a_placeholder() {
        assertThat(in("```bash\nrake 'report[regex]'\n```\n\nReplace `regex` with your expression.\n"))
                .containsExactly("regex");
    }

    @ParameterizedTest
    @CsvSource({
        "<pod-name>,pod_name",
        "$POD,pod",
        "${POD_NAME},pod_name",
        "CLUSTER,cluster",
        "...,''",
        "{{ release }},release"
    })
    void a_placeholder_has_the_name_by_which_it_is_bound(String text, String name) {
        assertThat(Placeholder.of(text).name()).isEqualTo(name);
    }
}
