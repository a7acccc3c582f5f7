package dev.understudy.redaction;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
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
                "mysql \\\n  -h db-1 \\\n  -p" + SECRET + " orders",
                "docker login -u app -p " + SECRET + " registry.example.org",
                "sshpass -p '" + SECRET + "' ssh db-1",
                "kubectl create secret generic db --from-literal='password=" + SECRET + "'",
                "kubectl patch secret db -p '{\"stringData\":{\"a\":\"" + SECRET + "\"}}'",
                "ALTER USER app WITH PASSWORD '" + SECRET + "';",
                "create user app identified by '" + SECRET + "';",
                "openssl rsa -passin pass:" + SECRET + " -in k.pem",
                "rabbitmqctl change_password app " + SECRET,
                "ldapsearch -D cn=admin -w " + SECRET + " -b dc=org",
                "echo app:" + SECRET + " | chpasswd",
                "aws configure set aws_secret_access_key " + SECRET,
                "    - name: PGPASSWORD\n      value: " + SECRET + "\n",
                "      DB_PASSWORD:  " + SECRET + "\n      Mounts: x",
                "PGPASSWORD='" + SECRET + " " + SECRET + "' psql",
                "curl -H \"X-Vault-Token: " + SECRET + "\" https://vault",
                "\u001b[34;1m\"password\"\u001b[0m\u001b[1;39m:\u001b[0m \u001b[0;32m\"" + SECRET + "\"\u001b[0m",
                "-----BEGIN RSA PRIVATE KEY-----\nMIIEpAIBAAKCAQEA" + SECRET + "Zx81\n",
                "kind: Secret\nmetadata:\n  annotations:\n    last: |\n      {\"data\":{\"a\":\"" + SECRET
                        + "\"},\"kind\":\"Secret\"}\n$ ",
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
                "    image: registry.example.org/orders@sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                "  certificate-authority-data: LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0tCk1JSURCVENDQWUyZ0F3SUJBZ0lJZnFQ\n",
                "-----BEGIN CERTIFICATE-----\nMIIDBTCCAe2gAwIBAgIIfqPZx81Qw7Lk2Nd0VtBp9Hs5\n-----END CERTIFICATE-----\n",
                "  uid: 3b2c1d0e-9f8a-4b6c-8d7e-6f5a4b3c2d1e\n  resourceVersion: \"48213377\"\n",
                "    serviceAccountName: orders\n    volumes:\n    - name: kube-api-access-7x9qp\n      projected:\n",
                "          - serviceAccountToken:\n              expirationSeconds: 3607\n              path: token\n",
                "      - name: PGPASSWORD\n        valueFrom:\n          secretKeyRef:\n            key: password\n",
                "      DB_PASSWORD:  <set to the key 'password' in secret 'db'>  Optional: false\n",
                "NAME   TYPE     DATA   AGE\ndb     Opaque   2      41d\n",
                "orders-7d4f8b9c6d-x2x7k   1/1   Running   0   3d   10.0.3.17   node-4\n",
                "Password for user app: \nConnection to db-1 closed.\n",
                "mysql -u root -p -h db-1",
                "mysqldump -p\"$PW\" orders",
                "kubectl create secret generic db --from-file=password=./pw.txt",
                "kubectl create secret docker-registry r --dry-run=client -o yaml",
                "git log --oneline: 2f2a38e Rotate the token of the registry",
                "Authorization: ",
                "helm upgrade orders ./chart --set auth.existingSecret=orders-db",
                "export TOKEN=$(cat token) && psql -p 5432",
                "apiVersion: v1\ndata:\n  size: 3\nkind: ConfigMap\n",
                "mkdir -p /var/lib/mysql-files"
            })
    void text_without_a_secret_is_left_as_it_is(String text) {
        assertThat(redactor.redact(text)).isEqualTo(text);
    }

    @Test
    void one_secret_has_one_placeholder_whichever_rule_and_whichever_encoding_saw_it() {
        String secret = "pässwörd-" + SECRET;
        String place = redactor.redact("PGPASSWORD=" + secret);
        String field = redactor.redact("password: " + secret);
        String latin = new String(("password: " + secret).getBytes(UTF_8), ISO_8859_1);

        String placeholder = place.substring("PGPASSWORD=".length());

        assertThat(placeholder).matches("\\[redacted:[0-9a-f]{8}]");
        assertThat(field).isEqualTo("password: " + placeholder);
        assertThat(redactor.inBytes().redact(latin)).isEqualTo("password: " + placeholder);
        assertThat(redactor.redactArguments(List.of("mysql", "-p" + secret)))
                .containsExactly("mysql", "-p" + placeholder);
        assertThat(redactor.redactEnvironment(Map.of("PGPASSWORD", secret))).containsEntry("PGPASSWORD", placeholder);
        assertThat(redactor.redact("kind: Secret\ndata:\n  a: " + secret + "\r\n"))
                .contains("a: " + placeholder + "\r\n");
    }

    @Test
    void a_secret_that_the_line_editor_wrapped_is_taken_out_whole() {
        String wrapped = "mysql -p" + SECRET.substring(0, 5) + " \r" + SECRET.substring(5) + " orders\r\n";

        assertThat(redactor.redact(wrapped))
                .doesNotContain(SECRET.substring(5))
                .isEqualTo(redactor.redact("mysql -p" + SECRET + " orders\r\n"));
    }

    @Test
    void an_argument_with_blanks_is_a_secret_to_its_end_and_a_script_is_not() {
        assertThat(redactor.redactArguments(List.of("mysql", "-pmy own secret", "orders")))
                .noneMatch(argument -> argument.contains("own"))
                .endsWith("orders");
        assertThat(redactor.redactArguments(List.of("bash", "-c", "PGPASSWORD=" + SECRET + " psql -h db-1")))
                .noneMatch(argument -> argument.contains(SECRET))
                .anyMatch(argument -> argument.endsWith(" psql -h db-1"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "kubectl get secret db -o jsonpath='{.data.password}'",
                "kubectl -n orders get secret db -o json | jq -r .data.password | base64 -d",
                "kubectl get secrets/db --template={{.data.password}}",
                "echo cTdacDJMeFZ0OUtkNFdtOA== | base64 -d",
                "kubectl create token orders",
                "vault kv get -field=password kv/orders",
                "echo $PGPASSWORD"
            })
    void invariant_4_what_a_command_prints_that_discloses_a_secret_is_taken_out(String typed) {
        String output = redactor.redactOutput(Disclosure.of(typed), "'" + SECRET + "'\n");

        assertThat(output).matches("'\\[redacted:[0-9a-f]{8}]'\n");
    }

    @Test
    void invariant_4_a_part_of_a_manifest_is_enough_where_the_command_asks_for_secrets() {
        Disclosure disclosure = Disclosure.of("kubectl get secret db -o yaml | head -4");

        String output = redactor.redactOutput(disclosure, "apiVersion: v1\ndata:\n  colour: " + SECRET + "\n");

        assertThat(output).startsWith("apiVersion: v1\ndata:\n  colour: [redacted:");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "kubectl get secret",
                "kubectl get pods -o json | jq .items",
                "kubectl get secret -o name",
                "kubectl describe secret db",
                "kubectl delete secret db",
                "ls | base64"
            })
    void what_other_commands_print_is_judged_by_its_own_look(String typed) {
        assertThat(Disclosure.of(typed)).isEqualTo(Disclosure.NONE);
    }
}
