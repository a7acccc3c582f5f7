package dev.understudy.harness;

import dev.understudy.audit.Act;
import dev.understudy.audit.AuditLog;
import dev.understudy.operation.Mode;
import dev.understudy.run.Run;
import dev.understudy.run.RunState;
import dev.understudy.run.Runs;
import dev.understudy.shadow.Admission;
import dev.understudy.shadow.RunHeader;
import dev.understudy.shadow.SecondKey;
import dev.understudy.store.Store;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * The runs that schedules start: Temporal starts them without asking, so they enter the store, and are asked for their keys,
 * when they reach their first operation. Thread-safe.
 */
final class ScheduledRuns implements Admission {
    private final Repertoire repertoire;
    private final Runs runs;
    private final AuditLog audit;
    private final SecondKey secondKey;
    private final BooleanSupplier allLiveStopped;
    private final Function<String, Map<String, String>> params;
    private final UnaryOperator<RunRequest> rehearsed;
    private final Consumer<Run> begun;
    private final Clock clock;
    private final Map<String, Optional<String>> known = new ConcurrentHashMap<>();

    /**
     * @param params the parameters of a schedule's runs, by its id
     * @param rehearsed puts a live run under the plan of its rehearsal
     * @param begun told of each run that came into the store
     */
    ScheduledRuns(
            Store store,
            Repertoire repertoire,
            SecondKey secondKey,
            BooleanSupplier allLiveStopped,
            Function<String, Map<String, String>> params,
            UnaryOperator<RunRequest> rehearsed,
            Consumer<Run> begun,
            Clock clock) {
        this.repertoire = repertoire;
        this.runs = new Runs(store);
        this.audit = new AuditLog(store, clock);
        this.secondKey = secondKey;
        this.allLiveStopped = allLiveStopped;
        this.params = params;
        this.rehearsed = rehearsed;
        this.begun = begun;
        this.clock = clock;
    }

    @Override
    public Optional<String> refusal(RunHeader header) {
        return known.computeIfAbsent(header.run(), run -> begin(header));
    }

    void forget(String run) {
        known.remove(run);
    }

    private Optional<String> begin(RunHeader header) {
        String schedule = String.valueOf(header.schedule());
        Optional<Run> before = runs.find(header.run());
        if (before.isPresent()) {
            // A worker was restarted; or the same time was started again, whose operations the journal would mix up.
            return before.get().state() == RunState.OPEN
                    ? Optional.empty()
                    : Optional.of("the run " + header.run() + " has run already, and its name cannot be used again");
        }
        Optional<Repertoire.Piece> piece = repertoire.ofType(header.workflowType());
        if (piece.isEmpty()) {
            return Optional.of("no automation has the workflow " + header.workflowType());
        }
        String runbook = piece.get().workflow().runbook();
        Optional<String> missing = header.mode() == Mode.LIVE ? missingKey(header) : Optional.empty();
        String plan = null;
        if (header.mode() == Mode.LIVE && missing.isEmpty()) {
            try {
                plan = rehearsed
                        .apply(new RunRequest(
                                header.run(), runbook, header.target(), "schedule " + schedule, params.apply(schedule)))
                        .plan();
            } catch (RunRefused refused) {
                missing = Optional.of(String.valueOf(refused.getMessage()));
            }
        }
        Run run = Run.begun(
                        header.run(),
                        runbook,
                        repertoire.runbookFingerprint(runbook),
                        header.target(),
                        params.apply(schedule),
                        header.mode(),
                        List.of(),
                        clock.instant())
                .with(header.workflowType(), header.fingerprint())
                .under(plan);
        boolean first = runs.create(run);
        runs.shadowed(run.id(), header.workflowType(), header.fingerprint());
        if (first && missing.isPresent()) {
            audit.append(
                    "schedule " + schedule,
                    Act.SCHEDULED_START_REFUSED,
                    schedule,
                    Map.of("run", run.id(), "reason", missing.get()));
        } else if (first && header.mode() == Mode.LIVE) {
            audit.append("schedule " + schedule, Act.LIVE_STARTED, run.id(), Map.of("runbook", runbook));
        }
        begun.accept(run);
        return missing;
    }

    private Optional<String> missingKey(RunHeader header) {
        if (allLiveStopped.getAsBoolean()) {
            return Optional.of("all live runs are stopped");
        }
        return secondKey.confirms(header.workflowType(), header.fingerprint())
                ? Optional.empty()
                : Optional.of(header.workflowType() + " is not promoted at fingerprint " + header.fingerprint());
    }
}
