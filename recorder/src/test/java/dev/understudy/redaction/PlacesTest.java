package dev.understudy.redaction;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Secrets that nothing but their place tells. */
class PlacesTest {
    private static final Redactor REDACTOR = Redactor.standard(RedactionKey.of(new byte[32]));
    private static final Pattern SECRET = Pattern.compile("«([^»]*)»");

    static Stream<String> places() throws IOException {
        return lines("places.txt");
    }

    static Stream<String> harmless() throws IOException {
        return lines("harmless.txt");
    }

    @ParameterizedTest
    @MethodSource("places")
    void invariant_4_the_secret_is_taken_out_and_nothing_else(String place) {
        List<String> secrets = new ArrayList<>();
        for (Matcher matcher = SECRET.matcher(place); matcher.find(); ) {
            secrets.add(matcher.group(1));
        }
        String text = SECRET.matcher(place).replaceAll("$1");
        String expected = SECRET.matcher(place).replaceAll(match -> REDACTOR.placeholder(match.group(1)));

        assertThat(unchained(REDACTOR.redact(text))).isEqualTo(unchained(expected));
        for (int cut = 1; cut < text.length(); cut += 3) {
            StringBuilder written = new StringBuilder();
            RedactingStream stream = REDACTOR.stream((time, part) -> written.append(part));
            stream.write(0, text.substring(0, cut));
            stream.write(1, text.substring(cut));
            stream.flush();
            assertThat(written.toString()).doesNotContain(secrets.toArray(String[]::new));
        }
        if (!text.contains("\n") && !text.matches(".*['\"|<].*")) {
            assertThat(String.join(
                            " ", REDACTOR.redactArguments(List.of(text.strip().split("\\s+")))))
                    .doesNotContain(secrets.toArray(String[]::new));
        }
    }

    @ParameterizedTest
    @MethodSource("harmless")
    void what_is_no_secret_stays(String text) {
        assertThat(REDACTOR.redact(text)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "kubectl get secret db -o jsonpath='{.data.password}'",
        "kubectl -n orders get secret/db -o go-template='{{.data.pin | base64decode}}'",
        "kubectl get secret db -o jsonpath={.data.pin} | base64 -d",
        "kubectl get secrets db -o json | jq -r .data.pin",
        "kubectl exec db-0 -- printenv DB_PASSWORD",
        "printenv PGPASSWORD",
        "echo $DB_PASSWORD",
        "echo \"${API_TOKEN}\"",
        "vault kv get -field=pin secret/app",
        "aws secretsmanager get-secret-value --secret-id x --query SecretString --output text",
        "cat /var/run/secrets/kubernetes.io/serviceaccount/token",
        "cat ~/.pgpass",
        "cat server.p12",
        "base64 -w0 keys/client.pfx",
        "xxd client.P12 | head",
        "docker exec db cat /run/secrets/db_password",
        "cat /run/secrets/pin",
        "openssl rand -hex 16",
        "kubectl create token app"
    })
    void what_a_command_is_known_to_print_is_taken_out(String typed) {
        assertThat(REDACTOR.redactOutput(Disclosure.of(typed), "tiger-Moon77\n"))
                .as(typed)
                .isEqualTo(REDACTOR.placeholder("tiger-Moon77") + "\n");
    }

    @ParameterizedTest
    @CsvSource({
        "kubectl get pods -o jsonpath={.items[0].metadata.name}",
        "cat notes.txt",
        "echo $HOME",
        "ls x.p12",
        "base64 notes"
    })
    void what_other_commands_print_stays(String typed) {
        assertThat(Disclosure.of(typed)).isEqualTo(Disclosure.NONE);
    }

    /** Some of gitleaks' rules take the quotes, and the user's name before it, for a part of the secret. */
    private static String unchained(String text) {
        return text.replaceAll("['\"]?(?:admin:)?\\[redacted:[0-9a-f]{8}]['\"]?", "*");
    }

    private static Stream<String> lines(String name) throws IOException {
        try (InputStream in = PlacesTest.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                            .lines()
                            .filter(line -> !line.startsWith("#"))
                            .map(line -> line.replace("\\n", "\n"))
                            .toList()
                            .stream();
        }
    }
}
