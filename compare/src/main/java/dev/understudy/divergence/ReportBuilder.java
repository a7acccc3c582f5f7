package dev.understudy.divergence;

import dev.understudy.action.Action;
import dev.understudy.alignment.Alignment;
import dev.understudy.attribution.AttributedCommand;
import dev.understudy.divergence.Judgement.Finding;
import dev.understudy.observed.ObservedAction;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Lays the pairing out as moves in order, lets each be judged, and counts. One use. */
final class ReportBuilder {
    private final ComparedRun run;
    private final Versions versions;
    private final List<AttributedCommand> commands;
    private final List<ObservedAction> observed;
    private final List<ResolvedPrediction> predicted;
    private final Pairing pairing;
    private final List<DoubtFound> doubts;
    private final Journals journals;
    private final Courses courses;
    private final Map<ObservedAction, Integer> writeIndex = new HashMap<>();
    private final List<Move> moves = new ArrayList<>();
    private final List<Divergence> divergences = new ArrayList<>();
    private final Map<String, Divergence> rootOfObject = new HashMap<>();
    private final Set<Long> late = new HashSet<>();
    private @Nullable String stopped;

    ReportBuilder(
            ComparedRun run,
            Versions versions,
            List<AttributedCommand> commands,
            List<ObservedAction> observed,
            List<ResolvedPrediction> predicted,
            Pairing pairing,
            List<DoubtFound> doubts) {
        this.run = run;
        this.versions = versions;
        this.commands = commands;
        this.observed = observed;
        this.predicted = predicted;
        this.pairing = pairing;
        this.doubts = doubts;
        this.journals = new Journals(run.sessions());
        this.courses = new Courses(predicted);
    }

    Report build() {
        for (int i = 0; i < pairing.observed().size(); i++) {
            writeIndex.put(pairing.observed().get(i).last(), i);
        }
        Set<ResolvedPrediction> paired = new HashSet<>();
        for (int i = 0; i < pairing.observed().size(); i++) {
            if (pairing.rightOf(i) != Alignment.NONE) {
                paired.add(pairing.predicted().get(pairing.rightOf(i)));
            }
        }
        Deque<ResolvedPrediction> alone = new ArrayDeque<>();
        Map<String, Deque<ResolvedPrediction>> reads = new HashMap<>();
        for (ResolvedPrediction one : predicted) {
            if (!one.action().effect().mayWrite()) {
                reads.computeIfAbsent(one.action().summary(), key -> new ArrayDeque<>())
                        .add(one);
            }
            if (!paired.contains(one)) {
                alone.add(one);
            }
        }
        int lastWritePaired = lastPaired();
        for (ObservedAction act : observed) {
            Integer write = writeIndex.get(act);
            if (write != null) {
                ResolvedPrediction partner = pairing.rightOf(write) == Alignment.NONE
                        ? null
                        : pairing.predicted().get(pairing.rightOf(write));
                if (partner != null && !pairing.moved(write)) {
                    addAlone(alone, partner.prediction().sequence());
                }
                addWrite(write, partner, write > lastWritePaired);
            } else if (!act.action().effect().mayWrite()) {
                addRead(act, reads, alone);
            }
        }
        addAlone(alone, Long.MAX_VALUE);
        if (run.workflowEnd().state() == WorkflowEnd.State.STOPPED && stopped == null) {
            addStopped(null, null, false);
        }
        return report();
    }

    private int lastPaired() {
        int last = -1;
        for (int i = 0; i < pairing.observed().size(); i++) {
            if (pairing.rightOf(i) != Alignment.NONE) {
                last = i;
            }
        }
        return last;
    }

    private void addWrite(int index, @Nullable ResolvedPrediction partner, boolean behindAll) {
        Attempts attempts = pairing.observed().get(index);
        ObservedAction act = attempts.last();
        int position = moves.size() + 1;
        if (partner == null) {
            boolean touched =
                    pairing.predicted().stream().anyMatch(one -> Relation.related(one.action(), act.action()));
            Finding finding = Judgement.observedOnly(attempts, touched);
            String id = null;
            if (finding != null) {
                if (behindAll && run.workflowEnd().state() == WorkflowEnd.State.STOPPED && stopped == null) {
                    addStopped(act, position, true);
                }
                id = add(finding, act, null, position, List.of(), act.action());
            }
            moves.add(new Move(
                    position, MoveKind.OBSERVED_ONLY, act, attempts.earlier(), null, List.of(), id, false, false));
            return;
        }
        boolean reordered = pairing.reordered(index);
        Finding finding = Judgement.pair(attempts, partner, reordered);
        Action would = partner.action();
        List<FieldDifference> differences = Judgement.differences(act.action(), would);
        Timing timing = journals.timing(partner.prediction(), act);
        String id = finding == null ? null : add(finding, act, partner, position, differences, act.action());
        if (timing != Timing.IN_TIME) {
            late.add(partner.prediction().sequence());
        }
        boolean counts = finding == null
                && timing == Timing.IN_TIME
                && partner.fidelity().isEvidence()
                && courses.of(partner) == Course.ON_PATH;
        MoveKind kind =
                !act.action().sameAs(would) ? MoveKind.DIFFERENT : reordered ? MoveKind.REORDERED : MoveKind.MATCH;
        moves.add(new Move(
                position,
                kind,
                act,
                attempts.earlier(),
                side(partner, timing),
                differences,
                id,
                pairing.moved(index),
                counts));
    }

    private void addRead(
            ObservedAction act, Map<String, Deque<ResolvedPrediction>> reads, Deque<ResolvedPrediction> alone) {
        ResolvedPrediction partner =
                reads.getOrDefault(act.action().summary(), new ArrayDeque<>()).poll();
        if (partner != null) {
            alone.remove(partner);
        }
        moves.add(new Move(
                moves.size() + 1,
                partner == null ? MoveKind.OBSERVED_ONLY : MoveKind.MATCH,
                act,
                List.of(),
                partner == null ? null : side(partner, journals.timing(partner.prediction(), act)),
                List.of(),
                null,
                false,
                false));
    }

    /** Those that nobody did, up to the sequence. */
    private void addAlone(Deque<ResolvedPrediction> alone, long before) {
        for (ResolvedPrediction one = alone.peek();
                one != null && one.prediction().sequence() < before;
                one = alone.peek()) {
            alone.poll();
            int position = moves.size() + 1;
            Action action = one.action();
            boolean pending =
                    one.resolution() == Resolution.OPEN && run.workflowEnd().state() == WorkflowEnd.State.RUNNING;
            String id = action.effect().mayWrite() && !pending
                    ? add(Judgement.predictedOnly(action), null, one, position, List.of(), action)
                    : null;
            moves.add(new Move(
                    position,
                    MoveKind.PREDICTED_ONLY,
                    null,
                    List.of(),
                    side(one, Timing.NO_ACT),
                    List.of(),
                    id,
                    false,
                    false));
        }
    }

    private void addStopped(@Nullable ObservedAction act, @Nullable Integer position, boolean operatorWentOn) {
        Divergence divergence = Judgement.stopped(run.workflowEnd().why(), operatorWentOn)
                .about(run.run(), act, null, null, position, List.of(), null);
        stopped = divergence.id();
        divergences.add(divergence);
    }

    /** Adds a divergence, beneath an earlier one that it follows from where there is one, and tells its id. */
    private String add(
            Finding finding,
            @Nullable ObservedAction act,
            @Nullable ResolvedPrediction partner,
            int position,
            List<FieldDifference> differences,
            Action action) {
        String cause = partner == null && act != null ? stopped : null;
        Divergence root = rootOfObject.get(action.object());
        // What is worse than its cause does not hide behind it.
        if (cause == null
                && root != null
                && finding.kind() != DivergenceKind.UNKNOWN
                && finding.severity().compareTo(root.severity()) <= 0) {
            cause = root.id();
        }
        Divergence divergence = finding.about(
                run.run(), act, partner, partner == null ? null : courses.of(partner), position, differences, cause);
        divergences.add(divergence);
        if (cause == null && finding.kind() != DivergenceKind.UNKNOWN) {
            rootOfObject.put(action.object(), divergence);
        }
        // What is done to the thing that only one side has made follows from its making.
        String made = action.fields().get("to");
        if (made != null && action.object().startsWith("file:") && finding.kind() != DivergenceKind.UNKNOWN) {
            rootOfObject.putIfAbsent("file:" + made, root == null || cause == null ? divergence : root);
        }
        return divergence.id();
    }

    private PredictedAction side(ResolvedPrediction one, Timing timing) {
        return new PredictedAction(
                one.prediction().sequence(),
                one.prediction().activityType(),
                one.prediction().step(),
                one.prediction().action(),
                one.prediction().publishedAt(),
                one.resolution(),
                one.fidelity(),
                timing,
                courses.of(one));
    }

    private Report report() {
        if (!late.isEmpty()) {
            doubts.add(new DoubtFound(
                    Doubt.LATE_PREDICTIONS,
                    "prediction "
                            + String.join(
                                    ", ",
                                    late.stream().sorted().map(String::valueOf).toList())));
        }
        if (pairing.observed().stream().allMatch(Attempts::failed)
                && pairing.predicted().isEmpty()) {
            doubts.add(new DoubtFound(Doubt.NOTHING_COMPARED, null));
        }
        Report unscored = new Report(
                run.run(),
                run.runbook(),
                run.runbookFingerprint(),
                run.workflowType(),
                run.workflowFingerprint(),
                run.target(),
                run.startedAt(),
                Verdict.INCONCLUSIVE,
                doubts,
                false,
                run.marks().contains(RunMark.BREAK_GLASS) ? List.of(NotEvidence.BREAK_GLASS) : List.of(),
                Counts.NONE,
                moves,
                divergences,
                commands,
                null,
                versions);
        return Scoring.scored(unscored, Map.of(), Versions.NO_RULES);
    }
}
