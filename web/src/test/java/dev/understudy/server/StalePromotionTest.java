package dev.understudy.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.audit.Act;
import dev.understudy.audit.AuditLog;
import dev.understudy.evidence.WorkflowVersion;
import dev.understudy.identity.Fingerprint;
import dev.understudy.postgres.WalArchiveFullWorkflowImpl;
import dev.understudy.promotion.Candidate;
import dev.understudy.promotion.Policies;
import dev.understudy.promotion.Promotions;
import dev.understudy.store.Store;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StalePromotionTest {
    private static final String WORKFLOW = "WalArchiveFullWorkflow";
    private static final String FINGERPRINT = Fingerprint.of(WalArchiveFullWorkflowImpl.class);

    @TempDir
    Path folder;

    @Test
    void invariant_8_a_promotion_for_another_runbook_ends_when_the_server_starts() {
        Path database = folder.resolve("understudy.db");
        promoted(database, "the fingerprint of an older runbook");

        try (UnderstudyServer server =
                UnderstudyServer.start(ServerConfig.local(database).withPort(0))) {
            assertThat(server.backstage().promotions().confirms(WORKFLOW, FINGERPRINT))
                    .isFalse();
            assertThat(new AuditLog(server.store()).latest(WORKFLOW, 1))
                    .singleElement()
                    .satisfies(entry -> {
                        assertThat(entry.act()).isEqualTo(Act.DEMOTED);
                        assertThat(entry.details().toString()).contains("the runbook changed");
                    });
        }
    }

    private static void promoted(Path database, String runbookFingerprint) {
        try (Store store = Store.open(database)) {
            Promotions promotions = new Promotions(store, Policies.DEFAULT);
            Candidate candidate = new Candidate(
                    new WorkflowVersion(WORKFLOW, FINGERPRINT, "wal-archive-full", runbookFingerprint), List.of());
            promotions.override(candidate, null, "rita", "it was good then");
            promotions.confirm(candidate, "sam");
            assertThat(promotions.confirms(WORKFLOW, FINGERPRINT)).isTrue();
        }
    }
}
