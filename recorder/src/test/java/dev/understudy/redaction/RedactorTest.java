package dev.understudy.redaction;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RedactorTest {
    private static final String SECRET = "q7Zp2LxVt9Kd4Wm8";
    private final Redactor redactor = Redactor.standard(RedactionKey.of("0123456789abcdef0123456789abcdef".getBytes()));

    /** Text that holds {@link #SECRET} as operators and programs write secrets. */
    static Stream<String> textsWithASecret() {
        return Stream.of(
                "export PGPASSWORD=" + SECRET,
                "mysql -u root -p" + SECRET + " orders",
                "psql postgresql://app:" + SECRET + "@db-1.example.org:5432/orders",
                "curl -u app:" + SECRET + " https://example.org/health",
                "redis-cli -a " + SECRET + " INFO",
                "kubectl create secret generic db --from-literal=password=" + SECRET,
                "DB_PASSWORD=" + SECRET + "\nHOME=/root\n",
                "cqlsh -u app -p " + SECRET + " db-1",
                "nodetool -u app -pw " + SECRET + " status",
                "pg_dump --password=" + SECRET + " orders",
                "curl -H 'Authorization: Bearer " + SECRET + "' https://example.org",
                "apiVersion: v1\ndata:\n  password: " + SECRET + "\nkind: Secret\nmetadata:\n  name: db\n$ ",
                "{\n  \"kind\": \"Secret\",\n  \"data\": {\n    \"password\": \"" + SECRET + "\"\n  }\n}\n",
                "cat >pw.yaml <<E\nkind: Secret\nstringData:\n  a: x\n  b: " + SECRET + "\nE\n");
    }

    @ParameterizedTest
    @MethodSource("textsWithASecret")
    void invariant_4_a_secret_is_taken_out_of_a_text_and_the_rest_is_kept(String text) {
        String redacted = redactor.redact(text);

        assertThat(redacted).doesNotContain(SECRET).contains(text.substring(0, 4));
    }

    @ParameterizedTest
    @MethodSource("textsWithASecret")
    void redacting_twice_changes_nothing_more(String text) {
        String once = redactor.redact(text);

        assertThat(redactor.redact(once)).isEqualTo(once).doesNotContainPattern("redacted:[a-z-]*:?\\[");
    }

    @ParameterizedTest
    @MethodSource("textsWithASecret")
    void invariant_4_a_secret_that_is_split_over_two_reads_is_taken_out(String text) {
        String line = "$ " + text + "\n";

        IntStream.range(1, line.length()).forEach(split -> {
            StringBuilder written = new StringBuilder();
            RedactingStream stream = redactor.stream((time, part) -> written.append(part));
            stream.write(0, line.substring(0, split));
            stream.write(1, line.substring(split));
            stream.flush();

            assertThat(written.toString()).as("split at " + split).doesNotContain(SECRET);
        });
    }

    @Test
    void invariant_4_secrets_are_taken_out_of_arguments_and_assignments() {
        assertThat(redactor.redactArguments(List.of("mysql", "-uroot", "-p" + SECRET, "orders")))
                .noneMatch(argument -> argument.contains(SECRET))
                .startsWith("mysql", "-uroot")
                .endsWith("orders");
        assertThat(redactor.redactEnvironment(Map.of("PGPASSWORD", SECRET)).get("PGPASSWORD"))
                .doesNotContain(SECRET);
    }

    @Test
    void equal_secrets_have_equal_placeholders_and_different_ones_do_not() {
        String one = redactor.redact("export PGPASSWORD=" + SECRET);
        String same = redactor.redact("export PGPASSWORD=" + SECRET);
        String other = redactor.redact("export PGPASSWORD=" + SECRET + "x");

        assertThat(one).isEqualTo(same).isNotEqualTo(other);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "kubectl get pods -n orders -o wide",
                "for f in $(find /archive -name '0000*'); do gzip \"$f\"; done",
                "ls -la /var/lib/postgresql/15/main/pg_wal/000000010000002A00000010",
                "commit 2f2a38e0d1b7a5c4e9f8a6b3c2d1e0f9a8b7c6d5",
                "mv /archive/a.gz /cold/",
                "kubectl get secret db -n orders",
                "export TOKEN=$(cat token) && psql -p 5432",
                "apiVersion: v1\ndata:\n  size: 3\nkind: ConfigMap\n",
                "mkdir -p /var/lib/mysql-files"
            })
    void text_without_a_secret_is_left_as_it_is(String text) {
        assertThat(redactor.redact(text)).isEqualTo(text);
    }
}
