package dev.understudy.rulebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.understudy.action.Action;
import dev.understudy.action.FileActions;
import dev.understudy.audit.Act;
import dev.understudy.audit.AuditLog;
import dev.understudy.divergence.Comparison;
import dev.understudy.divergence.DivergenceKind;
import dev.understudy.divergence.Report;
import dev.understudy.divergence.Verdict;
import dev.understudy.divergence.WorkflowEnd;
import dev.understudy.evidence.Aim;
import dev.understudy.evidence.Evidences;
import dev.understudy.evidence.JudgedRun;
import dev.understudy.evidence.Standing;
import dev.understudy.evidence.WorkflowVersion;
import dev.understudy.harness.ComparedRuns;
import dev.understudy.operation.Mode;
import dev.understudy.recording.ExitKnown;
import dev.understudy.recording.Invocation;
import dev.understudy.recording.Layer;
import dev.understudy.recording.Output;
import dev.understudy.recording.SessionEvent;
import dev.understudy.recording.SessionEvent.CommandFinished;
import dev.understudy.recording.SessionEvent.CommandStarted;
import dev.understudy.recording.SessionEvent.Invoked;
import dev.understudy.recording.SessionEvent.SessionEnded;
import dev.understudy.recording.SessionEvent.SessionStarted;
import dev.understudy.report.EarlierReport;
import dev.understudy.report.InboxItem;
import dev.understudy.report.Reports;
import dev.understudy.report.Reviews;
import dev.understudy.rule.RuleScope;
import dev.understudy.run.Run;
import dev.understudy.run.Runs;
import dev.understudy.store.Json;
import dev.understudy.store.Store;
import dev.understudy.transcript.Sessions;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RuleBookTest {
    private static final Instant NOW = Instant.parse("2026-03-10T10:00:00Z");
    private static final Instant LATER = Instant.parse("2026-09-01T00:00:00Z");

    @TempDir
    Path folder;

    private final List<String> changed = new ArrayList<>();
    private Store store;
    private RuleBook rules;
    private Reports reports;

    @BeforeEach
    void open() {
        store = Store.open(folder.resolve("understudy.db"));
        rules = new RuleBook(store, id -> Optional.empty(), changed::add, Clock.fixed(NOW, ZoneOffset.UTC));
        reports = new Reports(store);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void a_preview_shows_what_would_flip_and_what_would_be_hidden_before_anything_is_saved() {
        run("run-1", "touch note");
        run("run-2", "touch note", "touch other");

        RulePreview preview = rules.preview(draft("touch", "file:/data/note"), "rita");

        assertThat(preview.runs()).isEqualTo(2);
        assertThat(preview.flips())
                .containsExactly(new RulePreview.Flip("run-1", Verdict.DIVERGED, Verdict.CLEAN, true, false));
        assertThat(preview.hides()).extracting(HiddenDivergence::run).containsExactly("run-1", "run-2");
        assertThat(preview.needsTwo()).isEmpty();
        assertThat(preview.trial().injected()).isPositive();
        assertThat(preview.trial().hidden()).isEmpty();
        assertThat(rules.all()).isEmpty();
        assertThat(verdict("run-1")).isEqualTo(Verdict.DIVERGED);
    }

    @Test
    void making_a_rule_scores_all_stored_runs_anew_and_the_old_reports_stay_readable() {
        run("run-1", "touch note");
        Report before = reports.find("run-1").orElseThrow().report();

        StoredRule made = rules.make(draft("touch", "file:/data/note"), "rita");

        assertThat(made.state()).isEqualTo(RuleState.IN_FORCE);
        assertThat(verdict("run-1")).isEqualTo(Verdict.CLEAN);
        assertThat(changed).containsExactly("run-1");
        assertThat(reports.earlier("run-1"))
                .extracting(EarlierReport::json, EarlierReport::why)
                .containsExactly(tuple(before.toJson(), "rule-1 v1 made by rita"));
        assertThat(Json.read(reports.earlier("run-1").get(0).json(), Report.class))
                .isEqualTo(before);
        assertThat(new AuditLog(store).latest("rule-1", 5))
                .extracting(entry -> entry.act())
                .containsExactly(Act.RULE_MADE);
    }

    @Test
    void every_rule_lists_what_it_hid_and_how_often() {
        run("run-1", "touch note");
        run("run-2", "touch note", "touch other");
        rules.make(draft("touch", "file:/data/note"), "rita");
        run("run-3", "touch note");

        RuleStanding rule = rules.find("rule-1").orElseThrow();

        assertThat(rule.hid())
                .extracting(HiddenDivergence::run, HiddenDivergence::kind)
                .containsExactly(
                        tuple("run-1", DivergenceKind.MISSED),
                        tuple("run-2", DivergenceKind.MISSED),
                        tuple("run-3", DivergenceKind.MISSED));
        assertThat(rule.runs()).isEqualTo(3);
        assertThat(new Reviews(store).inbox(10))
                .extracting(InboxItem::title)
                .singleElement()
                .asString()
                .contains("other");
    }

    @Test
    void invariant_6_evidence_follows_and_an_excused_run_is_neither_for_nor_against() {
        run("run-1", "touch note");
        assertThat(standing("run-1")).isEqualTo(Standing.DIVERGED);

        rules.make(draft("touch", "file:/data/note"), "rita");

        assertThat(standing("run-1")).isEqualTo(Standing.EXCUSED);
    }

    @Test
    void ending_a_rule_shows_again_what_it_hid_after_a_preview_that_says_so() {
        run("run-1", "touch note");
        rules.make(draft("touch", "file:/data/note"), "rita");

        RulePreview preview = rules.previewEnd("rule-1");
        StoredRule ended = rules.end("rule-1", "rolf", "it was no note");

        assertThat(preview.shows()).extracting(HiddenDivergence::run).containsExactly("run-1");
        assertThat(preview.flips()).hasSize(1);
        assertThat(ended.state()).isEqualTo(RuleState.ENDED);
        assertThat(verdict("run-1")).isEqualTo(Verdict.DIVERGED);
        assertThat(rules.find("rule-1").orElseThrow().hid()).isEmpty();
        assertThat(rules.inForce().all()).isEmpty();
        assertThatThrownBy(() -> rules.end("rule-1", "rolf", "again")).isInstanceOf(RuleRefused.class);
    }

    @Test
    void a_changed_rule_is_a_new_version_and_reports_name_it() {
        run("run-1", "touch note", "touch other");
        rules.make(draft("touch", "file:/data/note"), "rita");

        rules.make(new RuleDraft("rule-1", scope("touch", "file:/data/*"), "nor others", LATER), "rita");

        assertThat(verdict("run-1")).isEqualTo(Verdict.CLEAN);
        assertThat(reports.find("run-1").orElseThrow().report().versions().rules())
                .isEqualTo("rule-1 v2");
        assertThat(rules.find("rule-1").orElseThrow().versions()).hasSize(2);
    }

    @Test
    void a_rule_that_matches_everything_hides_nothing_until_a_second_person_confirms_it() {
        run("run-1", "touch note");

        StoredRule proposed = rules.make(new RuleDraft(null, RuleScope.ALL, "enough", LATER), "rita");

        assertThat(proposed.state()).isEqualTo(RuleState.PROPOSED);
        assertThat(rules.preview(new RuleDraft(null, RuleScope.ALL, "enough", LATER), "rita")
                        .needsTwo())
                .contains("it names neither what is done, nor on what, nor in which fields, so it matches everything");
        assertThat(verdict("run-1")).isEqualTo(Verdict.DIVERGED);
        assertThatThrownBy(() -> rules.confirm("rule-1", "rita"))
                .isInstanceOf(RuleRefused.class)
                .hasMessageContaining("another person must confirm it");

        StoredRule confirmed = rules.confirm("rule-1", "rolf");

        assertThat(confirmed.rule().confirmedBy()).isEqualTo("rolf");
        assertThat(verdict("run-1")).isEqualTo(Verdict.CLEAN);
        assertThat(new AuditLog(store).latest("rule-1", 5))
                .extracting(entry -> entry.act())
                .containsExactly(Act.RULE_MADE, Act.RULE_PROPOSED);
    }

    @Test
    void a_rule_that_hides_nearly_everything_needs_two() {
        for (int i = 0; i < 5; i++) {
            run("run-" + i, "touch note" + i);
        }

        RulePreview preview = rules.preview(draft("touch", "file:/**"), "rita");

        assertThat(preview.needsTwo()).contains("it would hide 5 of all 5 divergences");
    }

    @Test
    void what_the_workflow_alone_would_destroy_is_hidden_by_two_or_not_at_all() {
        store("run-1", List.of(), FileActions.delete("/data/old"));

        StoredRule proposed = rules.make(draft("delete", "file:/data/old"), "rita");

        assertThat(proposed.state()).isEqualTo(RuleState.PROPOSED);
        assertThat(verdict("run-1")).isEqualTo(Verdict.DIVERGED);
        rules.confirm("rule-1", "rolf");
        assertThat(verdict("run-1")).isEqualTo(Verdict.CLEAN);
    }

    @Test
    void a_draft_that_cannot_be_a_rule_is_refused_in_words() {
        assertThatThrownBy(() -> rules.make(new RuleDraft(null, scope("touch", null), " ", LATER), "rita"))
                .hasMessage("say why: whoever reads the rule later has nothing but its reason");
        assertThatThrownBy(
                        () -> rules.make(new RuleDraft(null, scope("touch", null), "x", NOW.minusSeconds(1)), "rita"))
                .hasMessageContaining("has passed: choose a later one");
        assertThatThrownBy(() -> rules.make(new RuleDraft("rule-9", scope("touch", null), "x", LATER), "rita"))
                .hasMessage("there is no rule rule-9 to change");
        assertThatThrownBy(() -> rules.confirm("rule-9", "rolf")).isInstanceOf(RuleRefused.class);
    }

    @Test
    void the_database_refuses_to_rewrite_a_rule_or_an_earlier_report() {
        run("run-1", "touch note");
        rules.make(draft("touch", "file:/data/note"), "rita");

        assertThatThrownBy(() -> store.write(handle -> handle.execute("UPDATE rule_version SET reason = 'x'")))
                .hasMessageContaining("append-only");
        assertThatThrownBy(() -> store.write(handle -> handle.execute("DELETE FROM earlier_report")))
                .hasMessageContaining("append-only");
    }

    private Verdict verdict(String run) {
        return reports.find(run).orElseThrow().report().verdict();
    }

    private Standing standing(String run) {
        WorkflowVersion version = new WorkflowVersion("W", "wf", "r", "rb");
        return new Evidences(store)
                .of(version, new Aim(0.1, 0.95, null)).runs().stream()
                        .filter(judged -> judged.run().equals(run))
                        .findFirst()
                        .map(JudgedRun::standing)
                        .orElseThrow();
    }

    private static RuleDraft draft(@Nullable String operation, @Nullable String object) {
        return new RuleDraft(null, scope(operation, object), "of no matter", LATER);
    }

    private static RuleScope scope(@Nullable String operation, @Nullable String object) {
        return new RuleScope(null, null, null, null, operation, object, Set.of(), new TreeSet<>());
    }

    /** An operator who compresses as the workflow would, and then types these lines. */
    private void run(String id, String... lines) {
        store(id, List.of(lines), null);
    }

    private void store(String id, List<String> lines, @Nullable Action alone) {
        Runs runs = new Runs(store);
        runs.create(Run.begun(id, "r", "rb", "db-7", Map.of(), Mode.SHADOW, List.of("ann"), NOW.minusSeconds(600)));
        runs.shadowed(id, "W", "wf");
        JournalFixture journal = new JournalFixture(store, id);
        List<SessionEvent> events = new ArrayList<>();
        events.add(new SessionStarted(
                1, NOW.minusSeconds(600), "s-" + id, id, "r", "rb", "db-7", "ann", "host", Map.of(), true));
        events.add(journal.predicts(2, FileActions.compress("/data/wal/1"), true));
        if (alone != null) {
            events.add(journal.predicts(3, alone, false));
        }
        List<String> all = new ArrayList<>(List.of("gzip wal/1"));
        all.addAll(lines);
        int command = 0;
        for (String line : all) {
            Instant at = NOW.minusSeconds(500 - command);
            command++;
            events.add(new CommandStarted(events.size() + 1L, at, command, line, "/data", null));
            events.add(new Invoked(
                    events.size() + 1L,
                    at,
                    command,
                    new Invocation(
                            1,
                            List.of(line.split(" ")),
                            null,
                            "/data",
                            Map.of(),
                            0,
                            ExitKnown.OBSERVED,
                            Layer.SHELL,
                            null,
                            at,
                            at)));
            events.add(new CommandFinished(events.size() + 1L, at, command, 0, Output.NONE));
        }
        events.add(new SessionEnded(events.size() + 1L, NOW.minusSeconds(400), 0, true));
        new Sessions(store).append("s-" + id, events);
        runs.end(id, NOW.minusSeconds(400));
        Run run = runs.find(id).orElseThrow();
        rules.save(
                Comparison.compare(new ComparedRuns(store, book -> Optional.empty()).of(run, WorkflowEnd.completed())));
    }
}
