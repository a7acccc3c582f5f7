package dev.understudy.backtest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.understudy.action.Action;
import dev.understudy.backtest.Answer.Failed;
import dev.understudy.backtest.Answer.Known;
import dev.understudy.backtest.Answer.NobodyDid;
import dev.understudy.backtest.Answer.NotRecorded;
import dev.understudy.backtest.Answer.UnreadableResult;
import dev.understudy.journal.JournalEntry;
import dev.understudy.journal.Kind;
import dev.understudy.journal.Resolution;
import dev.understudy.observed.ObservedAction;
import dev.understudy.operation.Observation;
import dev.understudy.operation.World;
import dev.understudy.operation.WriteOperation;
import dev.understudy.recording.EventJson;
import dev.understudy.shadow.Fulfilment;
import dev.understudy.shadow.KeptFailure;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Answers operations from what was recorded of a run. A read has its recorded result only where the run's writes stood as
 * they stood then; a write has the outcome that the operator's own act had. Each recorded answer is given once. Not
 * thread-safe.
 */
final class RecordedWorld {
    private final List<JournalEntry> journal;
    private final RecordedActs acts;
    private final Map<Long, Fulfilment> fulfilments = new HashMap<>();
    private final Set<Long> given = new HashSet<>();
    private final Set<String> actsDone = new HashSet<>();
    private final Set<Long> writesDone = new HashSet<>();
    private final Set<String> paired = new HashSet<>();

    RecordedWorld(RecordedRun run) {
        this.journal = run.journal();
        this.acts = new RecordedActs(run.sessions());
        for (JournalEntry entry : journal) {
            String result = entry.result();
            if (entry.resolution() == Resolution.OBSERVED && result != null) {
                fulfilments.put(entry.sequence(), read(result));
            }
        }
        fulfilments.values().forEach(fulfilment -> paired.add(fulfilment.by()));
    }

    RecordedActs acts() {
        return acts;
    }

    /** What was recorded for a write. @param before the world of the backtest's own writes before it */
    Reply write(String activityType, WriteOperation<?> write, World before) {
        Action action = write.action();
        Optional<JournalEntry> then = journal.stream()
                .filter(entry -> entry.operation().kind() == Kind.WRITE && !given.contains(entry.sequence()))
                .filter(entry -> entry.operation().action().sameAs(action))
                .findFirst();
        if (then.isPresent()) {
            given.add(then.get().sequence());
            return new Reply(asThen(then.get(), write, before), then.get());
        }
        Optional<ObservedAction> act = acts.find(action, actsDone);
        if (act.isEmpty()) {
            return new Reply(new NobodyDid(), null);
        }
        ObservedAction done = act.get();
        actsDone.add(done.id());
        // What stood then for what was predicted otherwise stands now for this.
        fulfilments.forEach((sequence, fulfilment) -> {
            if (fulfilment.by().equals(done.id())) {
                given.add(sequence);
                writesDone.add(sequence);
            }
        });
        Instant at = done.endedAt() == null ? done.startedAt() : done.endedAt();
        return new Reply(observed(write, done.action(), done.exit(), done.id(), before, at), null);
    }

    private Answer asThen(JournalEntry entry, WriteOperation<?> write, World before) {
        Instant at =
                Objects.requireNonNullElse(entry.resolvedAt(), entry.operation().publishedAt());
        if (entry.resolution() == Resolution.REFUSED) {
            return new Failed("ShadowWriteRefused", Objects.requireNonNullElse(entry.detail(), "refused"), at);
        }
        writesDone.add(entry.sequence());
        Fulfilment fulfilment = fulfilments.get(entry.sequence());
        if (fulfilment == null || fulfilment.observed().action() == null) {
            Object simulated = write.simulate(before);
            return new Known(type -> simulated, at);
        }
        actsDone.add(fulfilment.by());
        return observed(
                write, fulfilment.observed().action(), fulfilment.observed().exit(), fulfilment.by(), before, at);
    }

    private Answer observed(
            WriteOperation<?> write, Action did, @Nullable Integer exit, String act, World before, Instant at) {
        try {
            Object result = write.observed(new Observation(did, exit, acts.output(act), before));
            return new Known(type -> result, at);
        } catch (RuntimeException e) {
            return new Failed("ObservedResultFailed", String.valueOf(e.getMessage()), at);
        }
    }

    /** What was recorded for a read. */
    Reply read(String activityType, Action action) {
        List<JournalEntry> same = journal.stream()
                .filter(entry -> entry.operation().kind() == Kind.READ)
                .filter(entry -> entry.operation().activityType().equals(activityType))
                .filter(entry -> entry.operation().action().sameAs(action))
                .toList();
        if (same.isEmpty()) {
            return unrecorded("it reads " + action.summary() + ", which was not read in the run");
        }
        List<JournalEntry> left =
                same.stream().filter(entry -> !given.contains(entry.sequence())).toList();
        if (left.isEmpty()) {
            return unrecorded("it reads " + action.summary() + " once more than was recorded");
        }
        List<JournalEntry> fitting = new ArrayList<>(left);
        fitting.removeIf(entry -> !asItWas(entry));
        if (fitting.isEmpty()) {
            return unrecorded(
                    "it reads " + action.summary() + " after other writes than those after which it was recorded");
        }
        JournalEntry entry = fitting.get(0);
        given.add(entry.sequence());
        return new Reply(result(entry), entry);
    }

    private static Answer result(JournalEntry entry) {
        Instant at =
                Objects.requireNonNullElse(entry.resolvedAt(), entry.operation().publishedAt());
        String result = entry.result();
        String what = entry.operation().action().summary();
        if (entry.resolution() == Resolution.FAILED) {
            KeptFailure failure = result == null ? null : KeptFailure.read(result);
            return failure == null
                    ? new Failed("", Objects.requireNonNullElse(entry.detail(), "it failed"), at)
                    : new Failed(failure.type(), failure.message(), at);
        }
        if (entry.resolution() != Resolution.DONE) {
            return new NotRecorded("the read of " + what + " has no outcome");
        }
        if (result == null) {
            return new NotRecorded("the result of " + what + " was not kept"
                    + (entry.detail() == null ? "; it was read before results were kept" : ": " + entry.detail()));
        }
        return new Known(
                type -> {
                    try {
                        JsonNode json = EventJson.mapper().readTree(result);
                        return EventJson.mapper()
                                .treeToValue(json, EventJson.mapper().constructType(type));
                    } catch (JsonProcessingException | IllegalArgumentException e) {
                        throw new UnreadableResult(
                                "the recorded result of " + what + " is no " + type.getTypeName() + " of this version");
                    }
                },
                at);
    }

    /** Whether the run's writes stand now as they stood when this was read. */
    private boolean asItWas(JournalEntry read) {
        Instant at = read.operation().publishedAt();
        int last = -1;
        for (JournalEntry entry : journal) {
            Fulfilment fulfilment = fulfilments.get(entry.sequence());
            if (entry.operation().kind() != Kind.WRITE || entry.resolution() == Resolution.REFUSED) {
                continue;
            }
            Instant settled = entry.resolvedAt();
            boolean before = settled != null && !settled.isAfter(at);
            if (before != writesDone.contains(entry.sequence())) {
                return false;
            }
            if (fulfilment != null && before) {
                last = Math.max(last, acts.place(fulfilment.by()));
            }
        }
        // What only operators did stands between what both did: on the side where it stood then.
        int known = last;
        return acts.writes().stream()
                .filter(act -> actsDone.contains(act.id()) && !paired.contains(act.id()))
                .noneMatch(act -> acts.place(act.id()) > known);
    }

    private static Reply unrecorded(String why) {
        return new Reply(new NotRecorded(why), null);
    }

    private static Fulfilment read(String result) {
        return dev.understudy.store.Json.read(result, Fulfilment.class);
    }

    /** @param then what the version of then reached with the same; null where it did not */
    record Reply(Answer answer, @Nullable JournalEntry then) {}
}
