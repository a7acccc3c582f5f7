package dev.understudy.report;

import static dev.understudy.evidence.Shadowed.divergence;
import static dev.understudy.evidence.Shadowed.following;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import dev.understudy.audit.Act;
import dev.understudy.audit.AuditLog;
import dev.understudy.divergence.Report;
import dev.understudy.divergence.Severity;
import dev.understudy.evidence.Shadowed;
import dev.understudy.run.RunState;
import dev.understudy.run.Runs;
import dev.understudy.store.Store;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReviewsTest {
    @TempDir
    Path folder;

    private Store store;
    private Shadowed shadowed;
    private Reviews reviews;
    private Reports reports;

    @BeforeEach
    void open() {
        store = Store.open(folder.resolve("understudy.db"));
        shadowed = new Shadowed(store);
        reviews = new Reviews(store);
        reports = new Reports(store);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void the_inbox_shows_what_nobody_judged_the_most_severe_first_then_the_latest() {
        String first = shadowed.diverged("ann", divergence("d1", Severity.LOW), divergence("d2", Severity.CRITICAL));
        String second = shadowed.diverged("bob", divergence("d1", Severity.LOW), following("d2", "d1"));

        assertThat(reviews.inbox(10))
                .extracting(InboxItem::run, InboxItem::id)
                .containsExactly(tuple(first, "d2"), tuple(second, "d1"), tuple(first, "d1"));
        assertThat(reviews.inbox(1)).hasSize(1);
    }

    @Test
    void the_inbox_tells_how_many_alike_wait() {
        String first = shadowed.diverged("ann", divergence("d1", Severity.LOW));
        shadowed.diverged("bob", divergence("d1", Severity.LOW));
        assertThat(reviews.inbox(10)).extracting(InboxItem::alike).containsExactly(2, 2);

        reviews.give(first, "d1", ReviewVerdict.OPERATOR_WRONG, "", "rita");

        assertThat(reviews.inbox(10)).extracting(InboxItem::alike).containsExactly(1);
    }

    @Test
    void a_verdict_is_kept_with_all_that_was_said_before_and_an_audit_entry() {
        String run = shadowed.diverged("ann", divergence("d1", Severity.LOW));

        reviews.give(run, "d1", ReviewVerdict.OPERATOR_WRONG, "a slip", "rita");
        Review last = reviews.give(run, "d1", ReviewVerdict.WORKFLOW_WRONG, "no", "rolf");

        assertThat(reviews.ofRun(run)).containsExactly(last);
        assertThat(reviews.history(run, "d1")).extracting(Review::reviewer).containsExactly("rita", "rolf");
        assertThat(reports.find(run).orElseThrow().reviews()).containsExactly(last);
        assertThat(new AuditLog(store).latest(run + "/d1", 5))
                .extracting(entry -> entry.act())
                .containsExactly(Act.REVIEWED, Act.REVIEWED);
    }

    @Test
    void a_verdict_on_what_is_not_there_is_refused() {
        String run = shadowed.diverged("ann", divergence("d1", Severity.LOW));

        assertThatThrownBy(() -> reviews.give(run, "d9", ReviewVerdict.OPERATOR_WRONG, "", "rita"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the report of run " + run + " has no divergence d9");
        assertThatThrownBy(() -> reviews.give(run, "d1", ReviewVerdict.OPERATOR_WRONG, "", " "))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(new AuditLog(store).verify().entries()).isZero();
    }

    @Test
    void the_database_refuses_to_rewrite_a_review() {
        String run = shadowed.diverged("ann", divergence("d1", Severity.LOW));
        reviews.give(run, "d1", ReviewVerdict.OPERATOR_WRONG, "", "rita");

        assertThatThrownBy(() -> store.write(handle -> handle.execute("UPDATE review SET verdict = 'BOTH_ACCEPTABLE'")))
                .hasMessageContaining("review is append-only");
    }

    @Test
    void invariant_7_a_report_is_read_back_byte_for_byte_and_value_for_value() {
        String run = shadowed.diverged("ann", divergence("d1", Severity.HIGH), following("d2", "d1"));

        StoredReport stored = reports.find(run).orElseThrow();

        assertThat(stored.report().toJson()).isEqualTo(stored.json());
        assertThat(stored.report().divergences())
                .containsExactly(divergence("d1", Severity.HIGH), following("d2", "d1"));
    }

    @Test
    void a_report_made_anew_takes_the_place_of_the_old_one_and_reviews_go_on_to_hold() {
        String run = shadowed.diverged("ann", divergence("d1", Severity.HIGH), divergence("d2", Severity.LOW));
        reviews.give(run, "d1", ReviewVerdict.OPERATOR_WRONG, "", "rita");
        Report old = reports.find(run).orElseThrow().report();
        Report anew = new Report(
                old.run(),
                old.runbook(),
                old.runbookFingerprint(),
                old.workflowType(),
                old.workflowFingerprint(),
                old.target(),
                old.startedAt(),
                old.verdict(),
                old.doubts(),
                old.countsAsEvidence(),
                old.whyNot(),
                old.counts(),
                old.moves(),
                old.divergences().subList(0, 1),
                old.commands(),
                old.followed(),
                old.versions());

        reports.save(anew);

        assertThat(reports.find(run).orElseThrow().report()).isEqualTo(anew);
        assertThat(reports.find(run).orElseThrow().reviews()).hasSize(1);
        assertThat(reviews.inbox(10)).isEmpty();
    }

    @Test
    void a_report_closes_a_run_that_has_ended_and_no_other() {
        String ended = shadowed.clean("ann");

        assertThat(new Runs(store).find(ended).orElseThrow().state()).isEqualTo(RunState.CLOSED);
    }
}
