package dev.understudy.redaction;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RedactionFileTest {
    private static final String BADGE = "badge BDG-48213-QX of the operator";
    private static final String PAT = "ghp_q7Zp2LxVt9Kd4Wm8Qb3Nf6Rc1Hs5Jy0Tg7Ua";
    private static final String OWN_RULE = """
            title = "ours"

            [[rules]]
            id = "badge"
            description = "our badges"
            regex = '''BDG-(\\d{5}-[A-Z]{2})'''
            keywords = ["BDG-"]
            """;

    @TempDir
    Path config;

    @Test
    void a_rule_of_the_installation_finds_what_the_shipped_ones_do_not_know() throws Exception {
        Redactor redactor = installation(OWN_RULE);

        String redacted = redactor.redact(BADGE);

        assertThat(redactor.problems()).isEmpty();
        assertThat(redacted)
                .doesNotContain("48213")
                .startsWith("badge BDG-[redacted:")
                .endsWith("] of the operator");
    }

    @Test
    void a_false_alarm_is_excused_by_an_allowlist_or_by_disabling_its_rule() throws Exception {
        String image = "auth-service: 2024.01.15-q7Zp2LxVt9Kd";

        assertThat(installation("").redact(image)).contains("[redacted:");
        assertThat(installation("[allowlist]\nregexes = ['''^2024\\.''']\n").redact(image))
                .isEqualTo(image);
        assertThat(installation("[[allowlists]]\ntargetRules = [\"generic-api-key\"]\nstopwords = [\"2024.01\"]\n")
                        .redact(image))
                .isEqualTo(image);
        assertThat(installation("[extend]\nuseDefault = true\ndisabledRules = [\"generic-api-key\"]\n")
                        .redact(image))
                .isEqualTo(image);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[[rules]]%id = \"a\"%regex = '''(a'''                        | line 3: rules.regex",
                "[[rules]]%id = \"a\"                                         | line 1: rules.regex",
                "[[rules]]%regex = 'abc'                                      | line 1: rules.id",
                "[[rules]]%id = \"a\"%regexp = 'x'%regex = 'x'                | line 3: rules.regexp",
                "[[rules]]%id = \"a\"%regex = 'x'%entropy = \"high\"          | line 4: rules.entropy",
                "[[rules]]%id = \"a\"%regex = 'x'%secretGroup = 2             | line 4: rules.secretGroup",
                "[[rules]]%id = \"a\"%regex = 'x'%keywords = \"x\"            | line 4: rules.keywords",
                "[allowlist]%regexes = ['(']                                  | line 2: allowlist.regexes",
                "[allowlist]%regexTarget = \"file\"                           | line 2: allowlist.regexTarget",
                "[extend]%disabledRules = [\"no-such\"]                       | line 2: extend.disabledRules",
                "[[rules]%id = \"a\"                                          | line 1: no TOML",
                "[extend]%useDefault = false                                  | line 2: extend.useDefault",
            })
    void a_mistake_is_told_with_its_line_and_field(String text, String expected) throws Exception {
        Redactor redactor = installation(text.replace('%', '\n') + "\n");

        assertThat(redactor.problems()).isNotEmpty();
        assertThat(redactor.problems().get(0)).contains("redaction.toml, " + expected);
    }

    @Test
    void invariant_4_a_file_with_a_mistake_excuses_nothing_and_its_right_rules_hold() throws Exception {
        Redactor redactor = installation("[extend]\ndisabledRules = [\"github-pat\"]\n[allowlist]\nregexes = ['.*']\n"
                + OWN_RULE.replace("title = \"ours\"", "") + "[[rules]]\nid = \"wrong\"\nregex = '('\n");

        assertThat(redactor.problems()).isNotEmpty();
        assertThat(redactor.redact(PAT + " " + BADGE)).doesNotContain(PAT).doesNotContain("48213");
    }

    @Test
    void a_file_that_cannot_be_read_is_told_and_the_shipped_rules_hold() throws Exception {
        Files.createDirectories(config.resolve("understudy/redaction.toml"));

        Redactor redactor = Redactor.ofInstallation(Map.of("XDG_CONFIG_HOME", config.toString()));

        assertThat(redactor.problems()).singleElement().asString().contains("redaction.toml cannot be read");
        assertThat(redactor.redact(PAT)).startsWith("[redacted:");
    }

    private Redactor installation(String toml) throws Exception {
        Files.createDirectories(config.resolve("understudy"));
        Files.writeString(config.resolve("understudy/redaction.toml"), toml);
        return Redactor.ofInstallation(Map.of("XDG_CONFIG_HOME", config.toString()));
    }
}
