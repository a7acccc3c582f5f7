package dev.understudy.backtest;

import dev.understudy.action.Action;
import dev.understudy.backtest.PlayedRun.End;
import dev.understudy.divergence.WorkflowEnd;
import dev.understudy.journal.JournalEntry;
import dev.understudy.journal.Kind;
import dev.understudy.observed.Counterpart;
import dev.understudy.observed.ObservedAction;
import dev.understudy.pairwise.Pairwise;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a played run shows: the same decisions as the version of then, other ones, and whether they are the operators'. */
final class Judge {
    private Judge() {}

    static BacktestedRun of(RecordedRun recorded, PlayedRun played) {
        List<AskedOperation> decided = played.asked().stream()
                .filter(asked -> asked.kind() == Kind.WRITE)
                .toList();
        End end = played.end();
        Decision first = first(recorded, played, decided);
        int operations = played.asked().size();
        String run = recorded.run().id();
        if (end == End.NOT_RECORDED) {
            return new BacktestedRun(run, BacktestOutcome.NOT_REPRODUCIBLE, played.why(), first, operations);
        }
        boolean stopped = end == End.STOPPED;
        if (first == null && stopped == recorded.stopped()) {
            return new BacktestedRun(run, BacktestOutcome.REPRODUCED, played.why(), null, operations);
        }
        if (played.drewAtRandom()) {
            String why = "it draws a value at random or from outside, and what it decides then differs";
            return new BacktestedRun(run, BacktestOutcome.NOT_REPRODUCIBLE, why, first, operations);
        }
        Pairwise pair = Pairwise.of(
                recorded.sessions(),
                decided.stream().map(AskedOperation::planned).toList(),
                stopped ? WorkflowEnd.stopped(String.valueOf(played.why())) : WorkflowEnd.completed());
        boolean agrees = end == End.COMPLETED && pair.agree();
        String why = stopped ? "it stopped: " + played.why() : null;
        return new BacktestedRun(
                run, agrees ? BacktestOutcome.AGREES : BacktestOutcome.DIFFERS, why, first, operations);
    }

    /** Null where every write of either version is one of the other's, in an order that the version of then allows. */
    private static @Nullable Decision first(RecordedRun recorded, PlayedRun played, List<AskedOperation> decided) {
        List<JournalEntry> before = recorded.writes();
        Set<Long> done = new HashSet<>();
        for (int i = 0; i < decided.size(); i++) {
            AskedOperation one = decided.get(i);
            JournalEntry then = one.then();
            JournalEntry due = due(before, done);
            if (then == null || !mayBeNow(then, before, done)) {
                return decision(i + 1, one, due, played, one.action());
            }
            done.add(then.sequence());
        }
        JournalEntry due = due(before, done);
        // Where the record ends, what would have come is not known, and so no difference.
        return due == null || played.end() == End.NOT_RECORDED
                ? null
                : decision(
                        decided.size() + 1, null, due, played, due.operation().action());
    }

    private static @Nullable JournalEntry due(List<JournalEntry> before, Set<Long> done) {
        return before.stream()
                .filter(entry -> !done.contains(entry.sequence()))
                .findFirst()
                .orElse(null);
    }

    /** Whether all that this write had waited for then has been decided. */
    private static boolean mayBeNow(JournalEntry then, List<JournalEntry> before, Set<Long> done) {
        return before.stream()
                .filter(entry -> entry.sequence() <= then.operation().after())
                .allMatch(entry -> done.contains(entry.sequence()));
    }

    private static Decision decision(
            int number,
            @Nullable AskedOperation decided,
            @Nullable JournalEntry before,
            PlayedRun played,
            Action about) {
        String step = decided != null && decided.step() != null
                ? decided.step()
                : before == null ? null : before.operation().step();
        Action operators = played.acts().writes().stream()
                .filter(act -> Counterpart.isSame(about, act))
                .findFirst()
                .or(() -> played.acts().writes().stream()
                        .filter(act -> Counterpart.isSameKind(about, act))
                        .findFirst())
                .map(ObservedAction::action)
                .orElse(null);
        return new Decision(
                number,
                step,
                decided == null ? null : decided.action(),
                before == null ? null : before.operation().action(),
                operators);
    }
}
