package dev.understudy.demo;

import dev.understudy.api.Backstage;
import dev.understudy.api.ModeChanges;
import dev.understudy.api.PromotionRefusal;
import dev.understudy.api.WorkflowQueries;
import dev.understudy.divergence.Divergence;
import dev.understudy.harness.RunRefused;
import dev.understudy.harness.RunRequest;
import dev.understudy.people.Person;
import dev.understudy.report.ReviewVerdict;
import dev.understudy.run.Run;
import dev.understudy.run.RunState;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The reviewer's way through what the operators left behind: judge, promote, let it act. */
final class Tour {
    static final String WORKFLOW = "WalArchiveFullWorkflow";
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String REVIEWER = "dana";

    private final Backstage stage;
    private final Person reviewer;

    Tour(Backstage stage, Person reviewer) {
        this.stage = stage;
        this.reviewer = reviewer;
    }

    /** What the workflow is told when it asks to act while nobody has promoted it; empty where it was let. */
    String refusedLive(SandboxHost host) {
        try {
            stage.harness().startLive(request("demo-too-early", host));
            return "";
        } catch (RunRefused e) {
            return String.valueOf(e.getMessage());
        }
    }

    /** Judges every divergence as the operator's mistake. */
    void judge(List<PlayedSession> sessions) {
        for (PlayedSession session : sessions) {
            for (Divergence divergence : session.report().divergences()) {
                stage.reviews()
                        .give(
                                session.run(),
                                divergence.id(),
                                ReviewVerdict.OPERATOR_WRONG,
                                "The runbook says otherwise.",
                                reviewer.name());
            }
        }
    }

    /** What came of asking for the promotion, in words. */
    String promote() {
        try {
            return new ModeChanges(stage, new WorkflowQueries(stage))
                    .promote(WORKFLOW, null, "The operators' mistakes aside, it did what they did.", reviewer);
        } catch (PromotionRefusal e) {
            return String.valueOf(e.getMessage());
        }
    }

    /** Lets the workflow act on a host, and waits for its end; null where it was refused. */
    @Nullable
    LiveRun live(SandboxHost host) throws IOException, InterruptedException {
        String run = "demo-live";
        try {
            stage.harness().startLive(request(run, host));
        } catch (RunRefused e) {
            return null;
        }
        Instant deadline = Instant.now().plus(PATIENCE);
        while (stage.runs().find(run).map(Run::state).orElse(RunState.OPEN) == RunState.OPEN) {
            if (Instant.now().isAfter(deadline)) {
                throw new IOException("the live run " + run + " did not end within " + PATIENCE.toSeconds() + " s");
            }
            Thread.sleep(20);
        }
        return LiveRun.of(run, host);
    }

    private static RunRequest request(String run, SandboxHost host) {
        return new RunRequest(run, "wal-archive-full", host.name(), REVIEWER, Map.of());
    }
}
