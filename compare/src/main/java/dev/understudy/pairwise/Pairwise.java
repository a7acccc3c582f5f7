package dev.understudy.pairwise;

import dev.understudy.action.Normalisers;
import dev.understudy.divergence.ComparedRun;
import dev.understudy.divergence.Comparison;
import dev.understudy.divergence.Divergence;
import dev.understudy.divergence.DivergenceKind;
import dev.understudy.divergence.Doubt;
import dev.understudy.divergence.DoubtFound;
import dev.understudy.divergence.Fidelity;
import dev.understudy.divergence.Move;
import dev.understudy.divergence.Report;
import dev.understudy.divergence.Resolution;
import dev.understudy.divergence.ResolvedPrediction;
import dev.understudy.divergence.RunMark;
import dev.understudy.divergence.WorkflowEnd;
import dev.understudy.observed.ObservedAction;
import dev.understudy.observed.ObservedActions;
import dev.understudy.prediction.Prediction;
import dev.understudy.recording.SessionEvent;
import dev.understudy.recording.SessionEvent.SessionStarted;
import dev.understudy.recording.SessionRecording;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How two sides go together. Nothing proves which of them came first, so it never counts as evidence.
 *
 * @param report of the first side's session, the other side standing where a workflow's predictions would
 * @param same how many writes are the same on both sides
 * @param apart how many divergences stand for themselves
 */
public record Pairwise(Report report, int same, int apart) {

    /** Whether the two did the same, as far as one can say; empty doubts and no divergence. */
    public boolean agree() {
        return apart == 0 && same > 0 && doubts().isEmpty();
    }

    /** Why nothing can be said for certain, apart from the missing lockstep. */
    public List<DoubtFound> doubts() {
        return report.doubts().stream()
                .filter(found -> found.doubt() != Doubt.IMPORTED && found.doubt() != Doubt.LATE_PREDICTIONS)
                .toList();
    }

    /** One sentence, without a full stop. */
    public String sentence() {
        String counted = same + (same == 1 ? " write is" : " writes are") + " the same on both sides, " + apart
                + (apart == 1 ? " difference" : " differences");
        return doubts().isEmpty() ? counted : counted + "; but not all was seen, so nothing is certain";
    }

    /** A session beside what was planned. */
    public static Pairwise of(List<SessionRecording> sessions, List<Planned> planned, WorkflowEnd end) {
        SessionStarted start = started(sessions);
        String run = start == null ? "" : start.run();
        List<ResolvedPrediction> other = new ArrayList<>();
        for (Planned one : planned) {
            other.add(new ResolvedPrediction(
                    new Prediction(
                            run, one.sequence(), one.after(), one.what(), one.action(), one.step(), Instant.EPOCH, ""),
                    Resolution.OBSERVED,
                    Fidelity.WITHHELD));
        }
        Report report = Comparison.compare(new ComparedRun(
                run,
                start == null ? "" : start.runbook(),
                start == null ? "" : start.runbookFingerprint(),
                null,
                planned.isEmpty() ? "" : "the other side",
                "",
                sessions,
                other,
                end,
                Set.of(RunMark.IMPORTED)));
        int same = (int) report.moves().stream().filter(Pairwise::isSameWrite).count();
        int apart = (int) report.divergences().stream()
                .filter(divergence -> divergence.cause() == null)
                .filter(Pairwise::isCertain)
                .count();
        return new Pairwise(report, same, apart);
    }

    /** A session beside another operator's, told as if it had been on the same target. */
    public static Pairwise of(List<SessionRecording> sessions, List<SessionRecording> others) {
        SessionStarted here = started(sessions);
        SessionStarted there = started(others);
        Translation translation =
                here == null || there == null ? Translation.NONE : Translation.of(there.params(), here.params());
        return of(sessions, done(others, translation), WorkflowEnd.completed());
    }

    /** What was done in these sessions, less the tries that failed, one after the other. */
    public static List<Planned> done(List<SessionRecording> sessions, Translation translation) {
        List<ObservedAction> acts = new ArrayList<>();
        sessions.forEach(session -> acts.addAll(ObservedActions.of(session, Normalisers.installed())));
        acts.sort(Comparator.comparing(ObservedAction::startedAt));
        SessionStarted start = started(sessions);
        String who = start == null ? "operator" : start.operator();
        List<Planned> done = new ArrayList<>();
        for (ObservedAction act : acts) {
            if (!act.failed()) {
                int number = done.size() + 1;
                done.add(new Planned(number, number - 1L, who, act.step(), translation.of(act.action())));
            }
        }
        return done;
    }

    private static boolean isSameWrite(Move move) {
        ObservedAction observed = move.observed();
        return observed != null
                && move.predicted() != null
                && move.divergence() == null
                && observed.action().effect().mayWrite();
    }

    private static boolean isCertain(Divergence divergence) {
        return divergence.kind() != DivergenceKind.UNKNOWN;
    }

    private static @Nullable SessionStarted started(List<SessionRecording> sessions) {
        for (SessionRecording session : sessions) {
            for (SessionEvent event : session.events()) {
                if (event instanceof SessionStarted started) {
                    return started;
                }
            }
        }
        return null;
    }
}
