package dev.understudy.api;

import dev.understudy.operation.Mode;
import dev.understudy.recording.SessionEvent;
import dev.understudy.recording.SessionEvent.StepMarked;
import dev.understudy.recording.SessionEvent.StepState;
import dev.understudy.refusal.Problem;
import dev.understudy.run.Run;
import dev.understudy.run.RunFilter;
import dev.understudy.run.RunState;
import dev.understudy.transcript.Session;
import io.javalin.config.RoutesConfig;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the next operator's recorder needs to go on with a manual run, on whichever machine: the runbook as it was at the run's
 * start, the target, the parameters, and the step where the others stopped. Nothing that a workflow predicted is in it.
 */
public final class HandOverApi {
    private static final int MOST = 20;

    private final Backstage backstage;

    public HandOverApi(Backstage backstage) {
        this.backstage = backstage;
    }

    public void addTo(RoutesConfig routes) {
        routes.get("/api/v1/hand-overs", ctx -> {
            backstage.callers().signedIn(ctx);
            ctx.json(backstage.runs().recent(RunFilter.ANY.mode(Mode.SHADOW).state(RunState.OPEN), MOST).stream()
                    .map(this::handOver)
                    .toList());
        });
        routes.get("/api/v1/hand-overs/{run}", ctx -> {
            backstage.callers().signedIn(ctx);
            String id = ctx.pathParam("run");
            Run run = backstage
                    .runs()
                    .find(id)
                    .filter(found -> found.mode() == Mode.SHADOW)
                    .orElseThrow(() -> Problem.noSuch("manual run", id));
            ctx.json(handOver(run));
        });
        routes.get("/api/v1/runbooks/{runbook}/markdown", ctx -> {
            backstage.callers().signedIn(ctx);
            String id = ctx.pathParam("runbook");
            ctx.contentType("text/markdown; charset=utf-8")
                    .result(backstage.library().text(id).orElseThrow(() -> Problem.noSuch("runbook", id)));
        });
    }

    private HandOver handOver(Run run) {
        return new HandOver(
                run.id(),
                run.state() == RunState.OPEN,
                run.runbook(),
                backstage.library().title(run.runbook()),
                run.runbookFingerprint(),
                run.target(),
                run.params(),
                run.operators(),
                step(run.id()),
                run.startedAt());
    }

    /** The last step that any session of the run declared and did not end; null where there is none. */
    private @Nullable String step(String run) {
        StepMarked last = null;
        for (Session session : backstage.sessions().ofRun(run)) {
            for (SessionEvent event : session.events()) {
                if (event instanceof StepMarked mark
                        && (last == null || !mark.at().isBefore(last.at()))) {
                    last = mark;
                }
            }
        }
        return last == null || last.state() != StepState.BEGUN ? null : last.step();
    }

    /**
     * @param fingerprint of the runbook that the run began with; the Markdown here may be newer
     * @param step where the run is; null where no step is under way
     */
    record HandOver(
            String run,
            boolean open,
            String runbook,
            String title,
            String fingerprint,
            String target,
            Map<String, String> params,
            List<String> operators,
            @Nullable String step,
            Instant startedAt) {
        HandOver {
            params = Map.copyOf(params);
            operators = List.copyOf(operators);
        }
    }
}
