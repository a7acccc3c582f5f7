package dev.understudy.pages;

import dev.understudy.api.Backstage;
import dev.understudy.api.Inbox;
import dev.understudy.api.RunQueries;
import dev.understudy.divergence.Divergence;
import dev.understudy.divergence.Move;
import dev.understudy.divergence.Report;
import dev.understudy.observed.ObservedAction;
import dev.understudy.refusal.Problem;
import dev.understudy.run.Run;
import dev.understudy.runbook.Step;
import dev.understudy.transcript.Session;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Gathers what the page of a divergence shows. */
final class DivergenceViews {
    private final Backstage backstage;
    private final Inbox inbox;
    private final RunQueries queries;

    DivergenceViews(Backstage backstage, Inbox inbox) {
        this.backstage = backstage;
        this.inbox = inbox;
        this.queries = new RunQueries(backstage);
    }

    /** @throws Problem 404 where there is no such divergence */
    DivergenceView of(String runId, String id) {
        Run run = queries.run(runId);
        Report report = queries.report(runId).report();
        Divergence divergence = report.divergences().stream()
                .filter(one -> one.id().equals(id))
                .findFirst()
                .orElseThrow(() -> Problem.noSuch("divergence", id));
        List<Session> sessions = backstage.sessions().ofRun(runId);
        Move move = report.moves().stream()
                .filter(one -> id.equals(one.divergence()))
                .findFirst()
                .orElse(null);
        Pairs pairs = new Pairs(report.divergences(), new Proof(sessions));
        return new DivergenceView(
                runId,
                backstage.library().title(run.runbook()),
                run.target(),
                run.operators(),
                run.workflowType(),
                divergence.step() == null ? "" : stepTitle(run, divergence.step()),
                divergence,
                move == null ? null : pairs.pair(move),
                move == null ? null : typed(sessions, move.observed()),
                report.divergences().stream()
                        .filter(one -> id.equals(one.cause()))
                        .toList(),
                backstage.reviews().history(runId, id),
                inbox.waiting(InboxPages.MOST).stream()
                        .filter(waiter ->
                                !(waiter.run().equals(runId) && waiter.id().equals(id)))
                        .findFirst()
                        .map(waiter -> Paths.divergence(waiter.run(), waiter.id()))
                        .orElse(null));
    }

    private String stepTitle(Run run, String step) {
        return backstage
                .library()
                .find(run.runbook())
                .flatMap(runbook -> runbook.step(step))
                .map(Step::title)
                .orElse(step);
    }

    private static Part.@Nullable Typed typed(List<Session> sessions, @Nullable ObservedAction observed) {
        if (observed == null) {
            return null;
        }
        return sessions.stream()
                .filter(session -> session.id().equals(observed.session()))
                .findFirst()
                .flatMap(session -> RunParts.typed(session, observed.command()))
                .orElse(null);
    }
}
