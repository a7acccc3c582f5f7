package dev.understudy.promotion;

import static dev.understudy.evidence.Shadowed.VERSION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.audit.Act;
import dev.understudy.audit.AuditLog;
import dev.understudy.control.Incident;
import dev.understudy.divergence.Severity;
import dev.understudy.evidence.Aim;
import dev.understudy.evidence.Shadowed;
import dev.understudy.evidence.WorkflowVersion;
import dev.understudy.operation.Mode;
import dev.understudy.promotion.PromotionResult.Promoted;
import dev.understudy.promotion.PromotionResult.Refused;
import dev.understudy.promotion.PromotionResult.Requested;
import dev.understudy.promotion.Refusal.Reason;
import dev.understudy.report.ReviewVerdict;
import dev.understudy.report.Reviews;
import dev.understudy.store.Store;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PromotionsTest {
    private static final Candidate CANDIDATE = new Candidate(VERSION, List.of("Aude"));
    private static final WorkflowVersion NEW_CODE =
            new WorkflowVersion("ScaleOut", "workflow-2", "scale-out", "runbook-1");
    private static final WorkflowVersion NEW_RUNBOOK =
            new WorkflowVersion("ScaleOut", "workflow-1", "scale-out", "runbook-2");
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-03-04T12:00:00Z"), ZoneOffset.UTC);

    @TempDir
    Path folder;

    private Store store;
    private Promotions promotions;

    @BeforeEach
    void open() {
        store = Store.open(folder.resolve("understudy.db"));
        promotions = new Promotions(store, Policies.DEFAULT, CLOCK);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void enough_evidence_of_two_operators_lets_a_third_person_promote() {
        given_enough_evidence();

        PromotionResult result = promotions.promote(CANDIDATE, VERSION, "lea", "43 clean runs");

        assertThat(result).isInstanceOf(Promoted.class);
        assertThat(promotions.mode("ScaleOut", "workflow-1")).isEqualTo(Mode.LIVE);
        assertThat(promotions.confirms("ScaleOut", "workflow-1")).isTrue();
        assertThat(promotions.current("ScaleOut").orElseThrow().evidence()).startsWith("0 divergences in 43 runs");
    }

    @Test
    void invariant_1_the_second_key_is_missing_unless_this_workflow_at_this_fingerprint_is_promoted_now() {
        assertThat(promotions.confirms("ScaleOut", "workflow-1"))
                .as("never promoted")
                .isFalse();
        given_promoted();

        assertThat(promotions.confirms("ScaleOut", "workflow-1")).isTrue();
        assertThat(promotions.confirms("ScaleOut", "workflow-2"))
                .as("another fingerprint")
                .isFalse();
        assertThat(promotions.confirms("ScaleIn", "workflow-1"))
                .as("another workflow")
                .isFalse();
    }

    @Test
    void invariant_1_a_store_that_does_not_answer_refuses_the_second_key() {
        given_promoted();

        store.close();

        assertThat(promotions.confirms("ScaleOut", "workflow-1")).isFalse();
        assertThat(new LiveStop(store).stopped()).isTrue();
    }

    @Test
    void invariant_1_a_demotion_in_another_process_takes_the_key_at_once() {
        given_promoted();

        try (Store other = Store.open(folder.resolve("understudy.db"))) {
            new Promotions(other, Policies.DEFAULT).demote("ScaleOut", "oli", "it looks odd");
        }

        assertThat(promotions.confirms("ScaleOut", "workflow-1")).isFalse();
    }

    @Test
    void invariant_1_the_fleets_switch_takes_every_key_until_it_is_lifted() {
        given_promoted();
        LiveStop stop = new LiveStop(store);

        stop.stop("oli", "an incident");
        assertThat(promotions.confirms("ScaleOut", "workflow-1")).isFalse();
        stop.allow("lea", "it is over");

        assertThat(promotions.confirms("ScaleOut", "workflow-1")).isTrue();
        assertThat(new AuditLog(store).latest("fleet", 10))
                .extracting(entry -> entry.act())
                .containsExactly(Act.ALL_LIVE_ALLOWED, Act.ALL_LIVE_STOPPED);
    }

    @Test
    void invariant_8_a_changed_workflow_is_not_promoted_and_is_demoted() {
        given_promoted();

        assertThat(promotions.mode("ScaleOut", "workflow-2")).isEqualTo(Mode.SHADOW);
        assertThat(promotions.demoteStale(List.of(VERSION))).isEmpty();
        assertThat(promotions.demoteStale(List.of(NEW_CODE)))
                .singleElement()
                .satisfies(change ->
                        assertThat(change.reason()).isEqualTo("the workflow changed from workflow-1 to workflow-2"));
        assertThat(promotions.confirms("ScaleOut", "workflow-1")).isFalse();
    }

    @Test
    void invariant_8_a_changed_runbook_demotes() {
        given_promoted();

        assertThat(promotions.demoteStale(List.of(NEW_RUNBOOK))).hasSize(1);

        assertThat(promotions.current("ScaleOut").orElseThrow().by()).isEqualTo(Promotions.ITSELF);
    }

    @Test
    void invariant_8_what_changed_since_the_person_looked_is_not_promoted() {
        given_enough_evidence();

        assertThat(refused(promotions.promote(CANDIDATE, NEW_CODE, "lea", "fine")))
                .containsExactly(Reason.WORKFLOW_CHANGED);
        assertThat(refused(promotions.promote(CANDIDATE, NEW_RUNBOOK, "lea", "fine")))
                .containsExactly(Reason.RUNBOOK_CHANGED);
    }

    @Test
    void invariant_9_an_author_does_not_promote_whatever_the_evidence() {
        given_enough_evidence();

        assertThat(refused(promotions.promote(CANDIDATE, VERSION, "aude ", "mine")))
                .containsExactly(Reason.AUTHOR);
        assertThat(refused(promotions.override(CANDIDATE, VERSION, "AUDE", "mine")))
                .containsExactly(Reason.AUTHOR);
        assertThat(promotions.current("ScaleOut")).isEmpty();
    }

    @Test
    void invariant_9_the_only_operator_of_the_evidence_does_not_promote() {
        new Shadowed(store).clean(43, "ann");
        Promotions lenient = with(policy(1, 1, false, false, null));

        assertThat(refused(lenient.promote(CANDIDATE, VERSION, "Ann", "all mine")))
                .containsExactly(Reason.ONLY_OPERATOR);
        assertThat(lenient.promote(CANDIDATE, VERSION, "bob", "all hers")).isInstanceOf(Promoted.class);
    }

    @Test
    void invariant_9_where_two_are_asked_for_one_asks_and_another_confirms() {
        given_enough_evidence();
        Promotions two = with(policy(1, 2, true, false, null));

        assertThat(two.promote(CANDIDATE, VERSION, "lea", "43 clean runs")).isInstanceOf(Requested.class);
        assertThat(two.confirms("ScaleOut", "workflow-1"))
                .as("a request is no promotion")
                .isFalse();
        assertThat(refused(two.confirm(CANDIDATE, "Lea"))).containsExactly(Reason.SAME_PERSON);
        assertThat(refused(two.confirm(CANDIDATE, "aude"))).containsExactly(Reason.AUTHOR);
        assertThat(two.confirm(CANDIDATE, "max")).isInstanceOf(Promoted.class);

        ModeChange change = two.current("ScaleOut").orElseThrow();
        assertThat(change.by()).isEqualTo("lea");
        assertThat(change.confirmedBy()).isEqualTo("max");
        assertThat(refused(two.confirm(CANDIDATE, "max"))).containsExactly(Reason.NOT_REQUESTED);
    }

    @Test
    void invariant_9_every_change_and_every_refusal_is_in_the_audit_log() {
        promotions.promote(CANDIDATE, VERSION, "lea", "too early");
        given_promoted();
        promotions.demote("ScaleOut", "oli", "it looks odd");
        AuditLog audit = new AuditLog(store);

        assertThat(audit.latest("ScaleOut", 10))
                .extracting(entry -> entry.act())
                .containsExactly(Act.DEMOTED, Act.PROMOTED, Act.PROMOTION_REFUSED);
        assertThat(audit.verify().ok()).isTrue();
    }

    @Test
    void a_confirmation_of_what_has_changed_since_is_refused() {
        given_enough_evidence();
        promotions.override(CANDIDATE, VERSION, "lea", "it is known to us");

        assertThat(refused(promotions.confirm(new Candidate(NEW_CODE, List.of("Aude")), "max")))
                .contains(Reason.WORKFLOW_CHANGED);
        assertThat(promotions.current("ScaleOut")).isEmpty();
    }

    @Test
    void a_divergence_between_request_and_confirmation_holds_the_promotion_up() {
        Shadowed shadowed = new Shadowed(store);
        shadowed.clean(42, "ann", "bob");
        String run = shadowed.diverged("cat", Shadowed.divergence("d1", Severity.HIGH));
        new Reviews(store).give(run, "d1", ReviewVerdict.OPERATOR_WRONG, "", "rita");
        shadowed.clean("ann");
        Promotions two = with(policy(1, 2, true, false, null));
        assertThat(two.promote(CANDIDATE, VERSION, "lea", "43 clean runs")).isInstanceOf(Requested.class);

        new Reviews(store).give(run, "d1", ReviewVerdict.WORKFLOW_WRONG, "after all", "rolf");

        assertThat(refused(two.confirm(CANDIDATE, "max"))).containsExactly(Reason.RATE_NOT_SHOWN);
    }

    @Test
    void lacking_evidence_is_refused_in_one_sentence_that_says_what_is_missing() {
        new Shadowed(store).clean(31, "ann", "bob");

        PromotionResult result = promotions.promote(CANDIDATE, VERSION, "lea", "please");

        assertThat(result)
                .isEqualTo(new Refused(List.of(new Refusal(
                        Reason.RATE_NOT_SHOWN,
                        "0 divergences in 31 runs: at most 13.4 % at 95 %, however often one looks;"
                                + " 12 more clean runs make it 10 %"))));
    }

    @Test
    void each_of_the_policys_counts_is_asked_for() {
        new Shadowed(store).clean(43, "ann");
        Promotions strict = new Promotions(
                store,
                policies(new Policy(new Aim(0.1, 0.95, null), 44, 2, 3, 7, false, false, null, List.of())),
                CLOCK);

        assertThat(refused(strict.promote(CANDIDATE, VERSION, "lea", "x")))
                .containsExactly(
                        Reason.TOO_FEW_RUNS, Reason.TOO_FEW_OPERATORS, Reason.TOO_FEW_TARGETS, Reason.TOO_FEW_DAYS);
    }

    @Test
    void two_people_can_decide_otherwise_and_it_stays_visible() {
        new Shadowed(store).clean(5, "ann", "bob");

        assertThat(promotions.override(CANDIDATE, VERSION, "lea", "the disk fills tonight"))
                .isInstanceOf(Requested.class);
        assertThat(promotions.confirms("ScaleOut", "workflow-1")).isFalse();
        assertThat(promotions.confirm(CANDIDATE, "max")).isInstanceOf(Promoted.class);

        ModeChange change = promotions.current("ScaleOut").orElseThrow();
        assertThat(change.overridden()).isTrue();
        assertThat(change.reason()).isEqualTo("the disk fills tonight");
        assertThat(new AuditLog(store).latest("ScaleOut", 1).get(0).details()).containsEntry("overrides", "true");
    }

    @Test
    void what_is_never_promotable_is_not_promoted_by_two_either() {
        given_enough_evidence();
        Promotions never = with(policy(1, 1, false, true, null));

        assertThat(refused(never.promote(CANDIDATE, VERSION, "lea", "x"))).containsExactly(Reason.NEVER_PROMOTABLE);
        assertThat(refused(never.override(CANDIDATE, VERSION, "lea", "x"))).containsExactly(Reason.NEVER_PROMOTABLE);
    }

    @Test
    void outside_the_change_window_nothing_is_promoted() {
        given_enough_evidence();
        ChangeWindow evening = new ChangeWindow(Set.of(), LocalTime.of(20, 0), LocalTime.of(23, 0), ZoneOffset.UTC);
        Promotions windowed = with(new Policy(Aim.DEFAULT, 1, 1, 1, 1, false, false, null, List.of(evening)));

        assertThat(refused(windowed.promote(CANDIDATE, VERSION, "lea", "x")))
                .containsExactly(Reason.OUTSIDE_CHANGE_WINDOW);
    }

    @Test
    void a_promotion_expires_by_itself() {
        given_enough_evidence();
        Policies month = policies(policy(1, 1, false, false, 30));
        new Promotions(store, month, CLOCK).promote(CANDIDATE, VERSION, "lea", "for a month");
        Promotions then =
                new Promotions(store, month, Clock.fixed(Instant.parse("2026-04-03T12:00:00Z"), ZoneOffset.UTC));

        assertThat(new Promotions(store, month, CLOCK).confirms("ScaleOut", "workflow-1"))
                .isTrue();
        assertThat(then.confirms("ScaleOut", "workflow-1")).isFalse();
        assertThat(then.mode("ScaleOut", "workflow-1")).isEqualTo(Mode.SHADOW);
        assertThat(then.demoteStale(List.of())).hasSize(1);
    }

    @Test
    void what_has_expired_stays_so_where_the_clock_is_set_back() {
        given_enough_evidence();
        Policies month = policies(policy(1, 1, false, false, 30));
        Promotions now = new Promotions(store, month, CLOCK);
        now.promote(CANDIDATE, VERSION, "lea", "for a month");
        Clock then = Clock.fixed(Instant.parse("2026-04-03T12:00:00Z"), ZoneOffset.UTC);
        new LiveStop(store, then).allow("lea", "something that happened later");

        assertThat(now.confirms("ScaleOut", "workflow-1")).isFalse();
        assertThat(now.demoteStale(List.of())).hasSize(1);
    }

    @Test
    void invariant_8_evidence_that_expires_while_the_server_runs_demotes_and_says_so() {
        given_enough_evidence();
        Policies fortnight = policies(new Policy(new Aim(0.1, 0.95, 14), 1, 1, 1, 1, false, false, null, List.of()));
        Promotions now = new Promotions(store, fortnight, CLOCK);
        Promotions later = new Promotions(
                store, fortnight, Clock.fixed(CLOCK.instant().plus(Duration.ofDays(13)), ZoneOffset.UTC));
        now.promote(CANDIDATE, VERSION, "lea", "43 clean runs");

        assertThat(now.demoteStale(List.of(VERSION))).isEmpty();
        assertThat(later.demoteStale(List.of(VERSION)))
                .singleElement()
                .satisfies(change ->
                        assertThat(change.reason()).startsWith("its evidence expired, for runs count for 14 days"));
        assertThat(later.confirms("ScaleOut", "workflow-1")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "PLAN_LEFT, left its plan in run live-1: it reached a delete",
        "GUARD, an alert fired in run live-1: it reached a delete",
        "RUN_FAILED, failed in run live-1: it reached a delete"
    })
    void what_goes_wrong_in_a_live_run_demotes_at_once_and_says_why(Incident.Kind kind, String reason) {
        given_promoted();

        assertThat(promotions.met(new Incident(kind, "live-1", "ScaleOut", "it reached a delete")))
                .hasValueSatisfying(change -> assertThat(change.reason()).isEqualTo(reason));

        assertThat(promotions.confirms("ScaleOut", "workflow-1")).isFalse();
        assertThat(promotions.mode("ScaleOut", "workflow-1")).isEqualTo(Mode.SHADOW);
    }

    @Test
    void a_policy_can_let_it_stay_on_the_stage_for_others_to_decide() {
        given_promoted();
        Promotions lenient = with(new Policy(
                Aim.DEFAULT,
                1,
                1,
                1,
                1,
                false,
                false,
                null,
                List.of(),
                List.of(),
                Set.of(Incident.Kind.PLAN_LEFT),
                null));

        assertThat(lenient.met(new Incident(Incident.Kind.GUARD, "live-1", "ScaleOut", "disk full")))
                .isEmpty();

        assertThat(lenient.confirms("ScaleOut", "workflow-1")).isTrue();
    }

    @Test
    void what_two_people_decided_in_spite_of_the_evidence_does_not_end_with_it() {
        Policies fortnight = policies(new Policy(new Aim(0.1, 0.95, 14), 1, 1, 1, 1, false, false, null, List.of()));
        Promotions then = new Promotions(store, fortnight, CLOCK);
        then.override(CANDIDATE, VERSION, "lea", "the old way is worse");
        then.confirm(CANDIDATE, "sam");

        assertThat(then.demoteStale(List.of(VERSION))).isEmpty();
        assertThat(then.confirms("ScaleOut", "workflow-1")).isTrue();
    }

    @Test
    void invariant_9_authors_whom_the_policy_names_do_not_promote() {
        given_enough_evidence();
        Promotions named = with(new Policy(
                Aim.DEFAULT, 1, 1, 1, 1, false, false, null, List.of(), List.of("Lea"), java.util.Set.of(), null));

        assertThat(refused(named.promote(CANDIDATE, VERSION, "lea", "mine as well")))
                .containsExactly(Reason.AUTHOR);
    }

    @Test
    void a_reason_is_asked_for() {
        given_enough_evidence();

        assertThat(refused(promotions.promote(CANDIDATE, VERSION, "lea", " "))).containsExactly(Reason.NO_REASON_GIVEN);
    }

    @Test
    void what_is_live_already_is_not_promoted_again() {
        given_promoted();

        assertThat(refused(promotions.promote(CANDIDATE, VERSION, "lea", "again")))
                .containsExactly(Reason.ALREADY_LIVE);
    }

    @Test
    void a_demotion_withdraws_a_request_that_waits() {
        new Shadowed(store).clean(5, "ann", "bob");
        promotions.override(CANDIDATE, VERSION, "lea", "soon");

        promotions.demote("ScaleOut", "oli", "no");

        assertThat(promotions.pending("ScaleOut")).isEmpty();
    }

    @Test
    void the_database_refuses_to_change_or_delete_a_mode_change() {
        given_promoted();

        assertThatThrownBy(() -> store.write(handle -> handle.execute("UPDATE mode_change SET reason = 'other'")))
                .hasMessageContaining("append-only");
        assertThatThrownBy(() -> store.write(handle -> handle.execute("DELETE FROM mode_change")))
                .hasMessageContaining("append-only");
        assertThat(promotions.history("ScaleOut")).hasSize(1);
    }

    private void given_enough_evidence() {
        new Shadowed(store).clean(43, "ann", "bob");
    }

    private void given_promoted() {
        given_enough_evidence();
        assertThat(promotions.promote(CANDIDATE, VERSION, "lea", "43 clean runs"))
                .isInstanceOf(Promoted.class);
    }

    private Promotions with(Policy policy) {
        return new Promotions(store, policies(policy), CLOCK);
    }

    private static Policy policy(
            int runs, int operators, boolean twoPeople, boolean never, @Nullable Integer daysLive) {
        return new Policy(Aim.DEFAULT, runs, operators, 1, 1, twoPeople, never, daysLive, List.of());
    }

    private static Policies policies(Policy policy) {
        return new Policies(Map.of("ScaleOut", policy), Policy.DEFAULT);
    }

    private static List<Reason> refused(PromotionResult result) {
        assertThat(result).isInstanceOf(Refused.class);
        return ((Refused) result).refusals().stream().map(Refusal::reason).toList();
    }
}
