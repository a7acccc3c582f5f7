package dev.understudy.harness;

import dev.understudy.audit.Act;
import dev.understudy.audit.AuditLog;
import dev.understudy.control.Control;
import dev.understudy.control.Hold;
import dev.understudy.control.Holds;
import dev.understudy.control.Incident;
import dev.understudy.control.Watchman;
import dev.understudy.harness.RunRefused.Reason;
import dev.understudy.identity.KnownWorkflow;
import dev.understudy.journal.Journal;
import dev.understudy.operation.Mode;
import dev.understudy.promotion.LiveStop;
import dev.understudy.recording.SessionEvent;
import dev.understudy.recording.SessionEvent.SessionEnded;
import dev.understudy.recording.SessionEvent.SessionStarted;
import dev.understudy.rehearsal.Plan;
import dev.understudy.run.Run;
import dev.understudy.run.RunEnding;
import dev.understudy.run.RunFilter;
import dev.understudy.run.RunState;
import dev.understudy.run.Runs;
import dev.understudy.schedule.Schedules;
import dev.understudy.shadow.PublishedCommitment;
import dev.understudy.shadow.Shadowing;
import dev.understudy.transcript.Session;
import dev.understudy.transcript.Sessions;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.worker.Worker;
import io.temporal.worker.WorkerFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The harness over a Temporal server. */
final class TemporalHarness implements Harness {
    private static final Logger LOG = LoggerFactory.getLogger(TemporalHarness.class);
    /**
     * A session of which so much is told at once was recorded without a server: what was done cannot have been predicted.
     * Measured on the operator's own clock, for theirs and ours may differ by more.
     */
    private static final Duration LATE = Duration.ofMinutes(10);

    private static final long LOOK_AGAIN_MILLIS = 200;

    private final HarnessSetup setup;
    private final Repertoire repertoire;
    private final Runs runs;
    private final Sessions sessions;
    private final Journal journal;
    private final AuditLog audit;
    private final Shadowing shadowing;
    private final Starts starts;
    private final Closings closings;
    private final TemporalSchedules schedules;
    private final ScheduledRuns scheduled;
    private final TemporalControl control;
    private final Rounds rounds;
    private final Rehearsals rehearsals;
    private final Watchman watchman;
    private final WorkerFactory workers;
    private final List<AutoCloseable> closeables = new ArrayList<>();
    private final Map<String, String> runOfSession = new ConcurrentHashMap<>();
    private final ExecutorService watching = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "understudy-harness");
        thread.setDaemon(true);
        return thread;
    });

    TemporalHarness(HarnessSetup setup) {
        this.setup = setup;
        repertoire = new Repertoire(setup.automations(), setup.runbooks());
        runs = new Runs(setup.store());
        sessions = new Sessions(setup.store());
        journal = new Journal(setup.store());
        LiveStop liveStop = new LiveStop(setup.store(), setup.clock());
        audit = new AuditLog(setup.store(), setup.clock());
        Holds holds = new Holds(setup.store(), setup.clock());
        watchman = new Watchman(
                setup.supervision().telling(incident -> {
                    audited(incident);
                    setup.supervision().incidents().accept(incident);
                }),
                setup.targets(),
                holds);
        WorkflowClient speaking = WorkflowClient.newInstance(setup.temporal(), setup.client());
        scheduled = new ScheduledRuns(
                setup.store(),
                repertoire,
                setup.secondKey(),
                liveStop::stopped,
                this::paramsOfSchedule,
                this::planned,
                this::begunBySchedule,
                setup.clock());
        shadowing = new Shadowing(
                setup.store(),
                speaking,
                repertoire::stepsOfRunbook,
                repertoire::stepsOfWorkflow,
                repertoire::fingerprint,
                setup.secondKey(),
                liveStop::stopped,
                watchman,
                scheduled,
                setup.twin(),
                setup.clock());
        WorkflowClient client = WorkflowClient.newInstance(
                setup.temporal(),
                WorkflowClientOptions.newBuilder(setup.client())
                        .setPlugins(shadowing.plugin())
                        .build());
        starts = new Starts(
                client,
                repertoire,
                setup.targets(),
                runs,
                setup.secondKey(),
                liveStop::stopped,
                SearchAttributes.ensured(setup.temporal(), speaking.getOptions().getNamespace()),
                setup.supervision().notObserved(),
                audit,
                setup.clock());
        schedules =
                new TemporalSchedules(setup.temporal(), speaking.getOptions(), starts, setup.store(), setup.clock());
        control = new TemporalControl(
                speaking,
                setup.store(),
                liveStop,
                setup.secondKey(),
                shadowing::teller,
                shadowing::outage,
                watching,
                setup.clock());
        rounds = new Rounds(
                runs,
                holds,
                watchman,
                liveStop::stopped,
                setup.secondKey(),
                control,
                shadowing.outage(),
                shadowing.teller(),
                setup.supervision().guardEvery());
        rehearsals = new Rehearsals(this, runs, repertoire);
        closings = new Closings(
                setup,
                new Endings(speaking),
                new ComparedRuns(setup.store(), repertoire::runbook),
                control,
                watchman,
                this::forget);
        workers = WorkerFactory.newInstance(client, setup.workers());
        register(workers.newWorker(Queues.LIVE), true);
        register(workers.newWorker(Queues.WITHHOLDING), false);
        workers.start();
        resume();
        rounds.begin();
    }

    private void register(Worker worker, boolean live) {
        Set<Class<?>> classes = new HashSet<>();
        for (Repertoire.Piece piece : repertoire.pieces()) {
            worker.registerWorkflowImplementationTypes(piece.automation().workflow());
            worker.registerWorkflowImplementationTypes(
                    piece.automation().children().toArray(Class<?>[]::new));
            for (Object object : piece.automation().activities(setup.targets(), live)) {
                if (object instanceof AutoCloseable closeable) {
                    closeables.add(closeable);
                }
                // Temporal refuses the same activity type twice.
                if (classes.add(object.getClass())) {
                    worker.registerActivitiesImplementations(object);
                }
            }
        }
    }

    /** Takes up what another harness left. */
    private void resume() {
        for (RunState state : List.of(RunState.OPEN, RunState.ENDED)) {
            for (Run run : runs.recent(RunFilter.ANY.state(state), Integer.MAX_VALUE)) {
                if (run.mode() != Mode.SHADOW || state == RunState.ENDED) {
                    closings.watch(run.id());
                } else {
                    shadowing.lockstep().published(run.id(), 0);
                }
                goOn(run);
            }
        }
    }

    /** An earlier harness may have ended without telling the run that nothing holds it any more. */
    private void goOn(Run run) {
        if (run.workflowType() == null || run.state() != RunState.OPEN) {
            return;
        }
        List<Hold> holds = control.allHolds(run.id());
        if (holds.stream().allMatch(hold -> hold.releasedAt() != null)) {
            control.goOn(
                    run.id(), holds.isEmpty() ? 0 : holds.get(holds.size() - 1).number());
        }
    }

    @Override
    public List<KnownWorkflow> workflows() {
        return repertoire.pieces().stream().map(Repertoire.Piece::workflow).toList();
    }

    @Override
    public Optional<KnownWorkflow> forRunbook(String runbook) {
        return repertoire.ofRunbook(runbook).map(Repertoire.Piece::workflow);
    }

    @Override
    public void startShadow(RunRequest request) {
        starts.start(Mode.SHADOW, request);
    }

    @Override
    public void startDryRun(RunRequest request) {
        starts.start(Mode.DRY_RUN, request);
        closings.watch(request.run());
    }

    @Override
    public void startLive(RunRequest request) {
        starts.demandLive(request);
        starts.start(Mode.LIVE, rehearsals.planned(request));
        closings.watch(request.run());
    }

    @Override
    public void observe(String session, List<SessionEvent> events) {
        if (events.isEmpty()) {
            return;
        }
        String run = runOfSession.computeIfAbsent(session, this::begin);
        shadowing.lockstep().observe(run, session, events);
        if (events.get(events.size() - 1) instanceof SessionEnded end && end.endsRun()) {
            closings.watch(run);
        }
    }

    /** First sight of a session: the first one of a run brings the shadow. @return its run */
    private String begin(String name) {
        Session session = sessions.find(name)
                .orElseThrow(() -> new IllegalArgumentException(
                        "session " + name + " is not in the store; store its events before they are observed"));
        SessionStarted started = session.started();
        boolean shadowed = runs.find(session.run()).map(Run::workflowType).isPresent();
        boolean late = session.ended().isPresent() || started.at().plus(LATE).isBefore(latest(session));
        if (!shadowed && !late) {
            try {
                startShadow(new RunRequest(
                        session.run(), started.runbook(), started.target(), started.operator(), started.params()));
            } catch (RunRefused refused) {
                LOG.warn("run {} goes on without a shadow: {}", session.run(), refused.getMessage());
            }
        }
        return session.run();
    }

    private static Instant latest(Session session) {
        return session.events().stream()
                .map(SessionEvent::at)
                .max(Comparator.naturalOrder())
                .orElse(session.started().at());
    }

    @Override
    public List<PublishedCommitment> commitments(String run, long after) {
        return shadowing.lockstep().published(run, after);
    }

    @Override
    public List<PublishedCommitment> awaitCommitments(String run, long after, Duration patience)
            throws InterruptedException {
        return shadowing.lockstep().awaitPublished(run, after, patience);
    }

    @Override
    public Plan plan(String run) {
        Run rehearsal = runs.find(run)
                .filter(found -> found.mode() == Mode.DRY_RUN)
                .orElseThrow(() -> new RunRefused(Reason.NO_SUCH_RUN, "there is no rehearsal " + run));
        RunEnding ending = rehearsal.ending();
        return Plan.of(rehearsal, journal.ofRun(run), ending == null, ending == null ? null : ending.why());
    }

    @Override
    public Plan awaitPlan(String run, Duration patience) throws InterruptedException {
        if (closings.await(run, patience)) {
            return plan(run);
        }
        // It is another process's to close, or nobody's yet.
        long until = System.nanoTime() + patience.toNanos();
        Plan plan = plan(run);
        while (plan.ending() == Plan.Ending.RUNNING && System.nanoTime() < until) {
            TimeUnit.MILLISECONDS.sleep(LOOK_AGAIN_MILLIS);
            plan = plan(run);
        }
        return plan;
    }

    @Override
    public Schedules schedules() {
        return schedules;
    }

    private void audited(Incident incident) {
        Act act = switch (incident.kind()) {
            case PLAN_LEFT -> Act.PLAN_LEFT;
            case GUARD -> Act.ALERT_FIRED;
            case RUN_FAILED -> Act.LIVE_FAILED;
        };
        audit.append(Hold.ITSELF, act, incident.run(), Map.of("reason", incident.why()));
    }

    private RunRequest planned(RunRequest request) {
        return rehearsals.planned(request);
    }

    private Map<String, String> paramsOfSchedule(String schedule) {
        return schedules.params(schedule);
    }

    /** A run that acts or rehearses closes with its workflow; a shadow waits for its operators. */
    private void begunBySchedule(Run run) {
        if (run.mode() != Mode.SHADOW) {
            closings.watch(run.id());
        }
    }

    @Override
    public Control control() {
        return control;
    }

    private void forget(String run) {
        shadowing.forget(run);
        scheduled.forget(run);
    }

    @Override
    public void close() {
        // In order, so that Temporal gives the next worker what this one held; and then what hangs is left.
        rounds.close();
        workers.shutdown();
        workers.awaitTermination(3, TimeUnit.SECONDS);
        workers.shutdownNow();
        closeables.forEach(TemporalHarness::close);
        shadowing.close();
        closings.close();
        watching.shutdownNow();
    }

    private static void close(AutoCloseable activities) {
        try {
            activities.close();
        } catch (Exception e) {
            LOG.warn("{} could not be closed", activities, e);
        }
    }
}
