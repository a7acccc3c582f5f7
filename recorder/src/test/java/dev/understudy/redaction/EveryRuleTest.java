package dev.understudy.redaction;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.re2j.Matcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each rule of gitleaks with secrets made for it, in a stream that is cut anywhere. */
final class EveryRuleTest {
    private static final Redactor REDACTOR = Redactor.standard(RedactionKey.of(new byte[32]));
    private static final String BEFORE = "$ kubectl get pods -n orders\r\nNAME READY\r\norders-0 1/1\r\n";
    private static final String BEHIND = "\r\n$ df -h /archive\r\n97% used\r\n";

    static List<Rule> rules() {
        return Gitleaks.rules();
    }

    /** A text of the rule's own form, and what of it is the secret. */
    private record Sample(String text, String secret) {}

    @Test
    void all_rules_of_gitleaks_with_a_pattern_are_there() {
        assertThat(rules()).hasSize(221);
    }

    @ParameterizedTest
    @MethodSource("rules")
    void invariant_4_a_secret_of_every_rule_is_taken_out_wherever_the_stream_is_cut(Rule rule) {
        Random random = new Random(rule.id().hashCode());
        for (int round = 0; round < 2; round++) {
            Sample sample = sample(rule, random);
            String text = BEFORE + sample.text() + BEHIND;
            List<Integer> cuts = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                cuts.add(BEFORE.length() + random.nextInt(sample.text().length() + 1));
            }
            cuts.add(0);
            for (int cut : cuts) {
                StringBuilder written = new StringBuilder();
                RedactingStream stream = REDACTOR.stream((time, part) -> written.append(part));
                stream.write(0, text.substring(0, cut));
                stream.write(1, text.substring(cut));
                stream.flush();

                assertThat(written.toString())
                        .as(rule.id() + " cut at " + cut + " in " + sample.text())
                        .doesNotContain(sample.secret())
                        .startsWith(BEFORE)
                        .endsWith("$ df -h /archive\r\n97% used\r\n");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("rules")
    void invariant_4_a_secret_of_every_rule_is_taken_out_of_a_line_without_an_end(Rule rule) {
        Random random = new Random(~rule.id().hashCode());
        Sample sample = sample(rule, random);
        String filler = ". lorem ipsum dolor sit amet ".repeat(11_000);
        int from = filler.length() - 12_000 + random.nextInt(10_000);
        String text = filler.substring(0, from) + " " + sample.text() + " " + filler;
        StringBuilder written = new StringBuilder();
        RedactingStream stream = REDACTOR.stream((time, part) -> written.append(part));
        for (int at = 0; at < text.length(); at += 50_000) {
            stream.write(0, text.substring(at, Math.min(text.length(), at + 50_000)));
        }
        stream.flush();

        assertThat(written.indexOf(sample.secret()))
                .as(rule.id() + ": " + sample.text())
                .isNegative();
        assertThat(written.length()).isGreaterThan(text.length() - sample.text().length() - 40);
    }

    private static Sample sample(Rule rule, Random random) {
        for (int attempt = 0; attempt < 2000; attempt++) {
            String form = RegexSample.of(rule.pattern().pattern(), random);
            // What has no word of its own is a secret only in the company of one: forty hexadecimal digits may be a
            // commit.
            boolean told = rule.keywords().stream().anyMatch(form.toLowerCase(Locale.ROOT)::contains);
            String text = told ? form : rule.keywords().get(0) + " " + form;
            String whole = BEFORE.replace("\r", "") + text + BEHIND.replace("\r", "");
            for (Matcher matcher = rule.pattern().matcher(whole); matcher.find(); ) {
                int group = rule.group();
                for (int g = 1;
                        !rule.namesGroups() && rule.group() == 0 && group == 0 && g <= matcher.groupCount();
                        g++) {
                    group = matcher.end(g) > matcher.start(g) + 5 ? g : 0;
                }
                String secret = matcher.group(group);
                String line = whole.substring(whole.lastIndexOf('\n', matcher.start()) + 1);
                boolean excused =
                        rule.excuses().stream().anyMatch(e -> e.applies(rule.id(), secret, matcher.group(), line));
                boolean strong = Entropy.of(secret, 0, secret.length()) >= rule.entropy();
                if (text.contains(secret) && strong && !excused && secret.length() > 5) {
                    return new Sample(text, secret);
                }
            }
        }
        throw new AssertionError("no sample for " + rule.id() + ": " + rule.pattern());
    }
}
