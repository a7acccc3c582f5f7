package dev.understudy.divergence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.action.Action;
import dev.understudy.action.FileActions;
import dev.understudy.recording.ExitKnown;
import dev.understudy.recording.Invocation;
import dev.understudy.recording.Layer;
import dev.understudy.recording.Output;
import dev.understudy.recording.SessionEvent;
import dev.understudy.recording.SessionEvent.CommandFinished;
import dev.understudy.recording.SessionEvent.CommandStarted;
import dev.understudy.recording.SessionEvent.CommitmentReceived;
import dev.understudy.recording.SessionEvent.Invoked;
import dev.understudy.recording.SessionEvent.SessionEnded;
import dev.understudy.recording.SessionEvent.SessionStarted;
import dev.understudy.recording.SessionRecording;
import dev.understudy.runbook.RunbookReader;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Runs as they should not be: each ends in INCONCLUSIVE with its reason, or is compared all the same; none is a match. */
class BadRunsTest {
    private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");
    private static final Action ZIP = FileActions.compress("/data/wal/1");

    @Test
    void a_session_without_any_event_is_inconclusive() {
        Report report = Comparison.compare(run(List.of(new SessionRecording("s1", List.of()))));

        assertThat(report.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(report.doubts())
                .extracting(DoubtFound::doubt)
                .contains(Doubt.GAP, Doubt.NOT_ENDED, Doubt.NOTHING_COMPARED);
        assertThat(report.startedAt()).isNull();
    }

    @Test
    void a_session_in_which_nothing_was_typed_is_inconclusive() {
        Report report = Comparison.compare(new RunFixture().ended());

        assertThat(report.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(report.doubts()).extracting(DoubtFound::doubt).containsExactly(Doubt.NOTHING_COMPARED);
    }

    @Test
    void a_run_without_any_session_is_inconclusive() {
        Report report = Comparison.compare(run(List.of()));

        assertThat(report.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(report.doubts()).extracting(DoubtFound::doubt).contains(Doubt.NOT_ENDED);
    }

    @Test
    void a_session_without_an_end_is_inconclusive_and_says_which() {
        Report report = Comparison.compare(new RunFixture("s-torn", true)
                .predicts(ZIP)
                .types("gzip", "wal/1")
                .open());

        assertThat(report.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(report.doubts()).contains(new DoubtFound(Doubt.NOT_ENDED, "session s-torn"));
    }

    @Test
    void two_sessions_that_overlap_are_compared_in_the_order_of_their_times() {
        Played alice = new Played("s-alice", START);
        Played bob = new Played("s-bob", START.plusSeconds(1));
        alice.types("gzip wal/1", 10);
        bob.types("gzip wal/3", 15);
        alice.types("gzip wal/2", 20);
        bob.types("gzip wal/4", 25);
        alice.ends(30, false);
        bob.ends(31, true);

        Report report = Comparison.compare(run(List.of(alice.recording(), bob.recording())));

        assertThat(report.moves())
                .extracting(move ->
                        move.observed() == null ? "" : move.observed().action().object())
                .containsExactly("file:/data/wal/1", "file:/data/wal/3", "file:/data/wal/2", "file:/data/wal/4");
        assertThat(report.doubts()).isEmpty();
    }

    @Test
    void clocks_an_hour_apart_change_no_verdict_and_no_order_within_a_session() {
        Report together = Comparison.compare(handedOver(Duration.ofSeconds(60)));
        Report apart = Comparison.compare(handedOver(Duration.ofHours(-1)));

        assertThat(together.verdict()).isEqualTo(Verdict.CLEAN);
        assertThat(apart.verdict()).isEqualTo(Verdict.CLEAN);
        assertThat(apart.counts()).isEqualTo(together.counts());
        assertThat(apart.moves())
                .filteredOn(move ->
                        move.observed() != null && move.observed().session().equals("s-bob"))
                .extracting(
                        move -> move.observed() == null ? 0 : move.observed().command())
                .containsExactly(1, 2);
    }

    @Test
    void the_servers_clock_proves_nothing_a_prediction_after_the_act_is_late_whatever_it_says() {
        // Published an hour before by the server's clock, and yet in the operator's journal only after the act.
        Report report = Comparison.compare(new RunFixture()
                .predictsSilently(ZIP, 0)
                .types("gzip", "wal/1")
                .commits(1)
                .ended());

        assertThat(report.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(report.doubts()).containsExactly(new DoubtFound(Doubt.LATE_PREDICTIONS, "prediction 1"));
        assertThat(report.counts().matched()).isZero();
    }

    @Test
    void a_hundred_thousand_commands_are_laid_beside_a_runbook() {
        RunFixture run = new RunFixture()
                .by(
                        "# R\n\n1. Compress.\n\n```bash {name=compress}\ngzip <file>\n```\n\n1. Look.\n\n```bash\nls <file>\n```\n")
                .predicts(ZIP)
                .types("gzip", "wal/1");
        for (int i = 0; i < 100_000; i++) {
            run.types("ls", "-l", "f" + i);
        }

        Report report = Comparison.compare(run.ended());

        assertThat(report.verdict()).isEqualTo(Verdict.CLEAN);
        assertThat(report.counts().observedReads()).isEqualTo(100_000);
        assertThat(report.commands()).hasSize(5_000);
        assertThat(report.followed()).isNull();
    }

    /** Alice hands over to bob, whose clock differs from hers by what is left out of the minute between them. */
    private static ComparedRun handedOver(Duration later) {
        Action second = FileActions.compress("/data/wal/2");
        Action third = FileActions.compress("/data/wal/3");
        Played alice = new Played("s-alice", START);
        ResolvedPrediction one = prediction(1, ZIP);
        ResolvedPrediction two = prediction(2, second);
        ResolvedPrediction three = prediction(3, third);
        alice.receives(one, 1).types("gzip wal/1", 5).ends(6, false);
        Played bob = new Played("s-bob", START.plus(later));
        bob.receives(two, 1)
                .receives(three, 1)
                .types("gzip wal/2", 5)
                .types("gzip wal/3", 9)
                .ends(10, true);
        return new ComparedRun(
                "run-1",
                "r",
                "rb",
                null,
                "W",
                "wf",
                List.of(alice.recording(), bob.recording()),
                List.of(one, two, three),
                WorkflowEnd.completed(),
                Set.of());
    }

    private static ResolvedPrediction prediction(long sequence, Action action) {
        return new ResolvedPrediction(
                new dev.understudy.prediction.Prediction(
                        "run-1", sequence, sequence - 1, "zip", action, null, START, "salt"),
                Resolution.OBSERVED,
                Fidelity.WITHHELD);
    }

    private static ComparedRun run(List<SessionRecording> sessions) {
        return new ComparedRun(
                "run-1",
                "r",
                "rb",
                new RunbookReader().read("r.md", "# R\n\n```bash\ngzip <file>\n```\n"),
                "W",
                "wf",
                sessions,
                List.of(),
                WorkflowEnd.completed(),
                Set.of());
    }

    /** A session that is played with its own clock. */
    private static final class Played {
        private final String session;
        private final Instant start;
        private final List<SessionEvent> events = new ArrayList<>();
        private int command;

        Played(String session, Instant start) {
            this.session = session;
            this.start = start;
            events.add(
                    new SessionStarted(1, start, session, "run-1", "r", "rb", "db-7", session, "host", Map.of(), true));
        }

        Played receives(ResolvedPrediction one, long second) {
            events.add(new CommitmentReceived(
                    seq(),
                    start.plusSeconds(second),
                    one.prediction().sequence(),
                    one.prediction().hash()));
            return this;
        }

        Played types(String line, long second) {
            Instant at = start.plusSeconds(second);
            command++;
            events.add(new CommandStarted(seq(), at, command, line, "/data", null));
            events.add(new Invoked(
                    seq(),
                    at,
                    command,
                    new Invocation(
                            1,
                            List.of(line.split(" ")),
                            null,
                            "/data",
                            Map.of(),
                            0,
                            ExitKnown.OBSERVED,
                            Layer.SHELL,
                            null,
                            at,
                            at)));
            events.add(new CommandFinished(seq(), at, command, 0, Output.NONE));
            return this;
        }

        Played ends(long second, boolean run) {
            events.add(new SessionEnded(seq(), start.plusSeconds(second), 0, run));
            return this;
        }

        SessionRecording recording() {
            return new SessionRecording(session, events);
        }

        private long seq() {
            return events.size() + 1L;
        }
    }
}
