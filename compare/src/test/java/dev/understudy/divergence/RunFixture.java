package dev.understudy.divergence;

import dev.understudy.action.Action;
import dev.understudy.prediction.Prediction;
import dev.understudy.recording.ExitKnown;
import dev.understudy.recording.Invocation;
import dev.understudy.recording.Layer;
import dev.understudy.recording.Output;
import dev.understudy.recording.SessionEvent;
import dev.understudy.recording.SessionRecording;
import dev.understudy.runbook.Runbook;
import dev.understudy.runbook.RunbookReader;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Plays a run for tests: what the operator typed, what the workflow predicted, in the order in which the test says it. */
public final class RunFixture {
    public static final String RUN = "run-1";
    private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");

    private final List<SessionEvent> events = new ArrayList<>();
    private final List<ResolvedPrediction> predictions = new ArrayList<>();
    private final String session;
    private WorkflowEnd end = WorkflowEnd.completed();
    private Set<RunMark> marks = Set.of();
    private long clock;
    private int command;
    private @Nullable String step;
    private @Nullable Runbook book;
    private @Nullable String predictedStep;

    public RunFixture() {
        this("s1", true);
    }

    public RunFixture(String session, boolean blind) {
        this.session = session;
        events.add(new SessionEvent.SessionStarted(
                1, now(), session, RUN, "wal-archive-full", "rb1", "db-7", "alice", "host", Map.of(), blind));
    }

    /** The workflow predicts, and its commitment reaches the operator's journal at once. */
    public RunFixture predicts(Action action) {
        return predicts(action, predictions.size());
    }

    /** The workflow looks how full a folder is. */
    public RunFixture predictsRead(String path) {
        return predicts(Action.of(dev.understudy.action.Effect.READ, "df", "file:" + path));
    }

    /** A prediction that follows only those up to {@code after}. */
    public RunFixture predicts(Action action, long after) {
        predictsSilently(action, after);
        return commits(predictions.size());
    }

    /** A prediction whose commitment does not reach the journal. */
    public RunFixture predictsSilently(Action action, long after) {
        long sequence = predictions.size() + 1L;
        Prediction prediction =
                new Prediction(RUN, sequence, after, "activity", action, predictedStep, now(), "salt" + sequence);
        predictions.add(new ResolvedPrediction(prediction, Resolution.OBSERVED, Fidelity.WITHHELD));
        return this;
    }

    public RunFixture commits(long sequence) {
        String hash = predictions.get((int) sequence - 1).prediction().hash();
        events.add(new SessionEvent.CommitmentReceived(events.size() + 1L, now(), sequence, hash));
        return this;
    }

    public RunFixture commitsHash(long sequence, String hash) {
        events.add(new SessionEvent.CommitmentReceived(events.size() + 1L, now(), sequence, hash));
        return this;
    }

    public RunFixture resolved(int sequence, Resolution resolution, Fidelity fidelity) {
        predictions.set(
                sequence - 1,
                new ResolvedPrediction(predictions.get(sequence - 1).prediction(), resolution, fidelity));
        return this;
    }

    public RunFixture inStep(String id) {
        step = id;
        return this;
    }

    /** The runbook that is followed, as Markdown. */
    public RunFixture by(String markdown) {
        book = new RunbookReader().read("wal-archive-full.md", markdown);
        return this;
    }

    /** The workflow names this step for what it predicts from here on. */
    public RunFixture predictsFor(@Nullable String id) {
        predictedStep = id;
        return this;
    }

    public RunFixture types(String... argv) {
        return typesAndGets(0, argv);
    }

    public RunFixture typesAndGets(int exit, String... argv) {
        command++;
        events.add(new SessionEvent.CommandStarted(
                events.size() + 1L, now(), command, String.join(" ", argv), "/data", step));
        Invocation invocation = new Invocation(
                1, List.of(argv), null, "/data", Map.of(), exit, ExitKnown.OBSERVED, Layer.SHELL, null, now(), now());
        events.add(new SessionEvent.Invoked(events.size() + 1L, now(), command, invocation));
        events.add(new SessionEvent.CommandFinished(events.size() + 1L, now(), command, exit, Output.NONE));
        return this;
    }

    public RunFixture gap() {
        events.add(new SessionEvent.GapFound(events.size() + 1L, now(), "xtrace-off", "set +x was typed"));
        return this;
    }

    public RunFixture workflow(WorkflowEnd workflowEnd) {
        end = workflowEnd;
        return this;
    }

    public RunFixture marked(RunMark mark) {
        marks = Set.of(mark);
        return this;
    }

    /** The run with its session ended. */
    public ComparedRun ended() {
        events.add(new SessionEvent.SessionEnded(events.size() + 1L, now(), 0, true));
        return open();
    }

    /** The run as it is. */
    public ComparedRun open() {
        return new ComparedRun(
                RUN,
                "wal-archive-full",
                "rb1",
                book,
                "WalArchiveFull",
                "wf1",
                List.of(new SessionRecording(session, events)),
                predictions,
                end,
                marks);
    }

    private Instant now() {
        return START.plusSeconds(clock++);
    }
}
