package dev.understudy.rule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.action.Action;
import dev.understudy.action.Effect;
import dev.understudy.action.FileActions;
import dev.understudy.action.Normalisers;
import dev.understudy.divergence.Comparison;
import dev.understudy.divergence.Counts;
import dev.understudy.divergence.Divergence;
import dev.understudy.divergence.DivergenceKind;
import dev.understudy.divergence.NotEvidence;
import dev.understudy.divergence.Report;
import dev.understudy.divergence.RunFixture;
import dev.understudy.divergence.Verdict;
import dev.understudy.divergence.WorkflowEnd;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RulesTest {
    private static final Action ZIP = FileActions.compress("/data/wal/1");

    private final RunFixture run = new RunFixture().predicts(ZIP).types("gzip", "wal/1");

    @Test
    void what_a_rule_hides_is_excused_and_never_counts_as_matched_invariant_6() {
        Report report = Comparison.compare(run.types("touch", "note").ended());

        Report excused = rules(rule("touch", "file:/data/note")).apply(report);

        assertThat(report.verdict()).isEqualTo(Verdict.DIVERGED);
        assertThat(excused.verdict()).isEqualTo(Verdict.CLEAN);
        assertThat(excused.counts()).isEqualTo(new Counts(1, 0, 1, 0, 0, 0));
        assertThat(excused.countsAsEvidence()).isFalse();
        assertThat(excused.whyNot()).containsExactly(NotEvidence.EXCUSED);
        assertThat(excused.divergences())
                .singleElement()
                .satisfies(one -> assertThat(one.excusedBy()).containsExactly("rule-1 v1"));
    }

    @Test
    void invariant_7_a_report_names_the_versions_of_the_rules_and_the_same_inputs_give_the_same_bytes() {
        Report report = Comparison.compare(run.types("touch", "note").ended());
        Rules rules = rules(rule("touch", "file:/data/note"));

        assertThat(report.versions().rules()).isEqualTo("none");
        assertThat(rules.apply(report).versions().rules()).isEqualTo("rule-1 v1");
        assertThat(rules.apply(rules.apply(report)).toJson())
                .isEqualTo(rules.apply(report).toJson());
        assertThat(Rules.NONE.apply(rules.apply(report)).toJson()).isEqualTo(report.toJson());
    }

    @Test
    void a_rule_hides_nothing_beside_its_scope() {
        Report report = rules(rule("touch", "file:/data/tmp/*"))
                .apply(Comparison.compare(run.types("touch", "tmp/a", "tmp/b/c", "note")
                        .types("rm", "tmp/a")
                        .ended()));

        assertThat(report.counts().excused()).isEqualTo(1);
        assertThat(report.standing()).hasSize(3);
        assertThat(report.verdict()).isEqualTo(Verdict.DIVERGED);
    }

    @Test
    void what_follows_from_a_hidden_cause_is_not_hidden_with_it() {
        RunFixture stopped = run.types("touch", "note").workflow(WorkflowEnd.stopped("the disk is full"));
        RuleScope end =
                new RuleScope(null, null, null, null, null, null, Set.of(DivergenceKind.STOPPED), new TreeSet<>());

        Report report = rules(rule(end, null)).apply(Comparison.compare(stopped.ended()));

        assertThat(report.standing()).extracting(Divergence::kind).containsExactly(DivergenceKind.MISSED);
        assertThat(report.counts().diverged()).isEqualTo(1);
        assertThat(report.verdict()).isEqualTo(Verdict.DIVERGED);
    }

    @Test
    void differing_fields_are_hidden_only_where_every_one_of_them_is_named() {
        String object = "kubernetes:apps/statefulsets/default/db";
        Action did = Action.of(Effect.WRITE, "update", object, Map.of("/spec/replicas", "5"));
        Action would = Action.of(
                Effect.WRITE, "update", object, Map.of("/spec/replicas", "5", "/metadata/labels/by", "\"w\""));
        Action more = Action.of(
                Effect.WRITE, "update", object, Map.of("/spec/replicas", "6", "/metadata/labels/by", "\"w\""));
        RuleScope labels = new RuleScope(
                null, null, null, null, null, null, Set.of(), new TreeSet<>(List.of("/metadata/labels/*")));

        assertThat(did.sameAs(would)).isFalse();
        assertThat(verdict(labels, would)).isEqualTo(Verdict.CLEAN);
        assertThat(verdict(labels, more)).isEqualTo(Verdict.DIVERGED);
    }

    @Test
    void what_the_workflow_alone_would_have_destroyed_is_hidden_by_two_people_or_not_at_all() {
        Report report = Comparison.compare(
                run.predicts(FileActions.delete("/data/old"), 1).ended());
        RuleScope scope = scope("delete", "file:/data/old");

        assertThat(rules(rule(scope, null)).apply(report).verdict()).isEqualTo(Verdict.DIVERGED);
        assertThat(rules(rule(scope, "rolf")).apply(report).verdict()).isEqualTo(Verdict.CLEAN);
    }

    @Test
    void a_rule_does_not_act_in_runs_that_began_after_its_end() {
        Report report = Comparison.compare(run.types("touch", "note").ended());
        Rule ended = new Rule(
                "rule-1",
                1,
                scope("touch", "file:/data/note"),
                "a note",
                "rita",
                null,
                Instant.EPOCH,
                Instant.parse("2026-02-28T00:00:00Z"));

        Report scored = rules(ended).apply(report);

        assertThat(scored.verdict()).isEqualTo(Verdict.DIVERGED);
        assertThat(scored.versions().rules()).isEqualTo("none");
    }

    @Test
    void an_act_that_is_not_understood_is_no_doubt_once_a_rule_hides_it() {
        Report report =
                Comparison.compare(run.types("/opt/site/announce", "start").ended());

        assertThat(report.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(rules(rule(scope(null, "program:*announce*"), null))
                        .apply(report)
                        .verdict())
                .isEqualTo(Verdict.CLEAN);
    }

    @Test
    void a_narrow_rule_hides_no_divergence_that_is_injected_beside_it() {
        RuleTrial trial = trial(rule("touch", "file:/data/note"));

        assertThat(trial.injected()).isGreaterThan(8);
        assertThat(trial.hidden()).isEmpty();
        assertThat(trial.words()).isEqualTo("of " + trial.injected() + " injected divergences it would hide none");
    }

    @Test
    void what_a_wide_rule_would_hide_of_injected_divergences_is_told_one_by_one() {
        RuleTrial trial = trial(rule(scope(null, "file:/data/**"), null));

        assertThat(trial.hidden()).isNotEmpty().anyMatch(words -> words.contains("left out by the workflow"));
        // One person alone hides nothing that destroys, however wide the rule is.
        assertThat(trial.hidden()).noneMatch(words -> words.contains("delete"));
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "-, -, false",
                "*, **, false",
                "-, file:/**, false",
                "-, kubernetes:*/*/*, false",
                "delete, -, true",
                "-, file:/tmp/**, true",
            })
    void a_rule_that_names_no_act_matches_everything(
            @Nullable String operation, @Nullable String object, boolean names) {
        assertThat(scope(operation, object).namesAnAct()).isEqualTo(names);
    }

    @ParameterizedTest
    @CsvSource({
        "file:/tmp/*, file:/tmp/a, true",
        "file:/tmp/*, file:/tmp/a/b, false",
        "file:/tmp/**, file:/tmp/a/b, true",
        "**, anything/at/all, true",
        "/metadata/annotations/*, /metadata/annotations/a.b~1c, true",
        "db-?, db-1, true",
        "db-?, db-12, false",
        "file:/a, file:/ab, false",
        "***a***b***c***, aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa, false",
    })
    void a_pattern_matches_names_with_slashes(String pattern, String text, boolean matches) {
        assertThat(Glob.matches(pattern, text)).isEqualTo(matches);
    }

    private RuleTrial trial(Rule rule) {
        return RuleTrial.of(
                rule,
                Rules.NONE,
                List.of(run.predicts(FileActions.move("/data/wal/1.gz", "/archive/1.gz"), 1)
                        .types("mv", "wal/1.gz", "/archive/1.gz")
                        .types("touch", "note")
                        .ended()),
                new Comparison(Normalisers.installed()));
    }

    private static Verdict verdict(RuleScope scope, Action would) {
        RunFixture scaled = new RunFixture()
                .predicts(ZIP)
                .predicts(would, 1)
                .types("gzip", "wal/1")
                .types("kubectl", "scale", "sts/db", "--replicas=5");
        return rules(rule(scope, null))
                .apply(Comparison.compare(scaled.ended()))
                .verdict();
    }

    private static Rules rules(Rule... rules) {
        return new Rules(List.of(rules));
    }

    private static Rule rule(String operation, String object) {
        return rule(scope(operation, object), null);
    }

    private static RuleScope scope(@Nullable String operation, @Nullable String object) {
        return new RuleScope(null, null, null, null, operation, object, Set.of(), new TreeSet<>());
    }

    private static Rule rule(RuleScope scope, @Nullable String confirmedBy) {
        return new Rule(
                "rule-1",
                1,
                scope,
                "of no matter",
                "rita",
                confirmedBy,
                Instant.parse("2026-01-01T00:00:00Z"),
                Instant.parse("2027-01-01T00:00:00Z"));
    }
}
