package dev.understudy.promotion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.lab.RealPart;
import dev.understudy.settings.SettingsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PoliciesFileTest {
    @TempDir
    Path folder;

    @Test
    void a_workflows_own_values_win_over_its_class_and_these_over_the_default() throws IOException {
        Policies policies = read("""
                default: {rate: 8%, operators: 3}
                classes:
                  destructive: {rate: 2%, twoPeople: true, daysLive: 30}
                workflows:
                  NodeReplace: {class: destructive, days: 7}
                  Decommission: {neverPromotable: true}
                """);

        Policy replace = policies.of("NodeReplace");
        assertThat(replace.aim().rate()).isEqualTo(0.02);
        assertThat(replace.aim().confidence()).isEqualTo(0.95);
        assertThat(replace.leastOperators()).isEqualTo(3);
        assertThat(replace.leastDays()).isEqualTo(7);
        assertThat(replace.twoPeople()).isTrue();
        assertThat(replace.daysLive()).isEqualTo(30);
        assertThat(policies.of("Decommission").neverPromotable()).isTrue();
        assertThat(policies.of("Decommission").aim().rate()).isEqualTo(0.08);
        assertThat(policies.of("Anything").leastOperators()).isEqualTo(3);
    }

    @Test
    void the_example_of_the_docs_is_a_policy() throws IOException {
        String docs = Files.readString(RealPart.project().resolve("docs/promotion.md"));
        int from = docs.indexOf("```yaml\n") + "```yaml\n".length();

        Policies policies = read(docs.substring(from, docs.indexOf("```", from)));

        assertThat(policies.of("ScaleOutWorkflow").aim().rate()).isEqualTo(0.05);
        assertThat(policies.of("ScaleOutWorkflow").authors()).containsExactly("ada", "bob");
        assertThat(policies.of("ScaleOutWorkflow").changeWindows()).hasSize(1);
        assertThat(policies.of("NodeReplace").twoPeople()).isTrue();
        assertThat(policies.of("NodeReplace").aim().halfLifeDays()).isEqualTo(90);
        assertThat(policies.of("Decommission").neverPromotable()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "2026-03-02T08:30:00Z, true", // Monday, 09:30 in Berlin
        "2026-03-02T07:30:00Z, false", // before
        "2026-03-02T16:00:00Z, false", // 17:00 there: it closes
        "2026-03-03T08:30:00Z, false", // Tuesday
        "2026-03-07T01:00:00Z, true", // Saturday, in the window that opened on Friday evening
        "2026-03-06T01:00:00Z, false" // Friday before dawn
    })
    void a_change_window_is_open_by_its_own_clock_and_over_midnight(Instant at, boolean open) throws IOException {
        Policies policies = read("""
                workflows:
                  ScaleOut:
                    changeWindows:
                      - {days: [mon], from: "09:00", to: "17:00", zone: Europe/Berlin}
                      - {days: [friday], from: "22:00", to: "04:00", zone: UTC}
                """);

        assertThat(policies.of("ScaleOut").opensAt(at)).isEqualTo(open);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "default: {rat: 5%}               | :1: default.rat: is no field here; known are ",
                "default: {rate: 5 percent}       | :1: default.rate: must be a share such as 5% or 0.05, not 5 percent",
                "default: {rate: 100%}            | :1: default.rate: must be above 0 and below 100 %, not 100%",
                "default: {operators: two}        | :1: default.operators: must be a whole number from 1 to 1000000, not two",
                "default: {twoPeople: maybe}      | :1: default.twoPeople: must be true or false, not maybe",
                "default: [1]                     | :1: default: must be a mapping of names to values",
                "workflows: {A: {class: risky}}   | :1: workflows.A.class: there is no class risky; classes: is empty",
                "default: {rate: 5%               | this is no YAML",
                "default: {changeWindows: [{from: x}]} | :1: default.changeWindows[0].from: must be a time such as",
                "default: {rate: 5%, rate: 6%}    | :1: default.rate: is there twice; keep one"
            })
    void a_mistake_is_named_with_file_line_and_field(String yaml, String message) {
        assertThatThrownBy(() -> read(yaml))
                .isInstanceOf(SettingsException.class)
                .hasMessageStartingWith(folder.resolve("policies.yaml").toString())
                .hasMessageContaining(message);
    }

    @Test
    void a_time_zone_that_is_none_is_named() {
        assertThatThrownBy(() -> read("default: {changeWindows: [{from: \"08:00\", to: \"09:00\", zone: Mars}]}"))
                .hasMessageEndingWith("changeWindows[0].zone: must be a time zone such as Europe/Berlin, not Mars");
    }

    @Test
    void the_line_is_that_of_the_field() {
        assertThatThrownBy(() -> read("default:\n  rate: 5%\n\nworkflows:\n  A:\n    days: 0\n"))
                .hasMessageContaining(":6: workflows.A.days: must be from 1 to 1000000, not 0");
    }

    @Test
    void a_missing_file_is_said_to_be_missing() {
        assertThatThrownBy(() -> PoliciesFile.read(folder.resolve("none.yaml")))
                .isInstanceOf(SettingsException.class)
                .hasMessage(folder.resolve("none.yaml") + ": there is no such file");
    }

    @Test
    void an_empty_file_is_the_default() throws IOException {
        assertThat(read("")).isEqualTo(Policies.DEFAULT);
    }

    private Policies read(String yaml) throws IOException {
        return PoliciesFile.read(Files.writeString(folder.resolve("policies.yaml"), yaml));
    }
}
