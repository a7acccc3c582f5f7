package dev.understudy.promotion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.audit.AuditLog;
import dev.understudy.evidence.WorkflowVersion;
import dev.understudy.promotion.PromotionResult.Promoted;
import dev.understudy.promotion.PromotionResult.Refused;
import dev.understudy.promotion.PromotionResult.Requested;
import dev.understudy.store.Store;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against lacking evidence it takes two people, neither of them the author; and the log remembers. */
final class TwoPeopleTest {
    private static final Candidate CANDIDATE =
            new Candidate(new WorkflowVersion("Scale", "f1", "scale-out", "r1"), List.of("amy"));

    @TempDir
    Path folder;

    private Store store;
    private Promotions promotions;

    @BeforeEach
    void given_a_workflow_without_evidence() {
        store = Store.open(folder.resolve("understudy.db"));
        promotions = new Promotions(store, new Policies(Map.of(), Policy.DEFAULT));
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void invariant_9_one_person_cannot_confirm_their_own_request() {
        assertThat(promotions.override(CANDIDATE, null, "rita", "the disk is full tonight"))
                .isInstanceOf(Requested.class);

        PromotionResult result = promotions.confirm(CANDIDATE, "rita");

        assertThat(result).isInstanceOf(Refused.class);
        assertThat(promotions.confirms("Scale", "f1")).isFalse();
    }

    @Test
    void invariant_9_the_author_can_neither_ask_nor_confirm() {
        assertThat(promotions.override(CANDIDATE, null, "amy", "it is good")).isInstanceOf(Refused.class);
        promotions.override(CANDIDATE, null, "rita", "the disk is full tonight");

        assertThat(promotions.confirm(CANDIDATE, "amy")).isInstanceOf(Refused.class);
        assertThat(promotions.confirms("Scale", "f1")).isFalse();
    }

    @Test
    void a_second_person_opens_the_second_key_for_this_code_alone_until_anyone_demotes() {
        promotions.override(CANDIDATE, null, "rita", "the disk is full tonight");

        assertThat(promotions.confirm(CANDIDATE, "sam")).isInstanceOf(Promoted.class);
        assertThat(promotions.confirms("Scale", "f1")).isTrue();
        assertThat(promotions.confirms("Scale", "f2"))
                .as("invariant 8: other code")
                .isFalse();

        promotions.demote("Scale", "olga", "it looks wrong");
        assertThat(promotions.confirms("Scale", "f1")).isFalse();
    }

    @Test
    void invariant_9_every_change_is_in_a_log_that_nobody_can_rewrite() {
        promotions.override(CANDIDATE, null, "rita", "the disk is full tonight");
        promotions.confirm(CANDIDATE, "sam");
        promotions.demote("Scale", "olga", "it looks wrong");

        AuditLog audit = new AuditLog(store);

        assertThat(audit.verify().ok()).as("the chain holds").isTrue();
        assertThatThrownBy(() -> store.write(handle -> handle.execute("DELETE FROM audit_entry")))
                .hasStackTraceContaining("audit");
        assertThatThrownBy(() -> store.write(handle -> handle.execute("UPDATE audit_entry SET actor = 'nobody'")))
                .hasStackTraceContaining("audit");
    }
}
