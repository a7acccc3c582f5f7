package dev.understudy.shadow;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.understudy.action.Effect;
import dev.understudy.journal.Fidelity;
import dev.understudy.journal.Journal;
import dev.understudy.journal.JournalEntry;
import dev.understudy.journal.Kind;
import dev.understudy.journal.Outcome;
import dev.understudy.journal.Resolution;
import dev.understudy.operation.World;
import dev.understudy.operation.WriteOperation;
import dev.understudy.recording.EventJson;
import dev.understudy.store.StoreException;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** LIVE: acts, with two keys at each write, and an intent that is on disk before the effect. */
final class LiveStage implements Stage {
    private final Journal journal;
    private final RunSteps steps;
    private final SecondKey secondKey;
    private final Leave leave;
    private final Elsewhere elsewhere;
    private final Clock clock;
    private final Map<String, Ended> notWrittenDown = new ConcurrentHashMap<>();

    /** @param failure by which the write ended; null where it was done */
    private record Ended(
            Outcome outcome,
            @Nullable Object result,
            @Nullable Exception failure) {}

    LiveStage(Journal journal, RunSteps steps, SecondKey secondKey, Leave leave, Elsewhere elsewhere, Clock clock) {
        this.journal = journal;
        this.steps = steps;
        this.secondKey = secondKey;
        this.leave = leave;
        this.elsewhere = elsewhere;
        this.clock = clock;
    }

    @Override
    public @Nullable Object play(Reached reached, Performance perform) throws Exception {
        if (reached.kind() == Kind.WRITE) {
            Ended ended = notWrittenDown.remove(reached.key());
            if (ended != null) {
                return writtenDown(reached, ended);
            }
            Optional<JournalEntry> before =
                    journal.find(reached.run(), reached.header().sequence());
            if (before.isPresent() && before.get().resolution() == Resolution.DONE) {
                return resultOf(before.get(), reached);
            }
            before.ifPresent(entry -> neverBlindlyTwice(entry, reached));
            leave.demand(reached);
        }
        journal.reached(reached.toJournal(steps.stepOf(reached.header()), clock.instant()));
        if (reached.kind() == Kind.WRITE) {
            demandSecondKey(reached);
        }
        return performed(reached, perform);
    }

    private @Nullable Object performed(Reached reached, Performance perform) throws Exception {
        Object result;
        try {
            result = perform.call();
        } catch (Exception e) {
            writtenDown(reached, new Ended(failed(Failure.words(e)), null, e));
            throw e;
        }
        if (perform.endsElsewhere()) {
            elsewhere.expects(
                    reached, (end, failure) -> failure == null ? done(reached, end) : failed(Elsewhere.words(failure)));
            return result;
        }
        return writtenDown(reached, new Ended(done(reached, result), result, null));
    }

    private Outcome done(Reached reached, @Nullable Object result) throws JsonProcessingException {
        String kept = reached.kind() == Kind.WRITE ? EventJson.mapper().writeValueAsString(result) : null;
        return new Outcome(Resolution.DONE, Fidelity.REAL, null, kept, clock.instant());
    }

    private Outcome failed(String words) {
        return new Outcome(Resolution.FAILED, null, words, null, clock.instant());
    }

    /** What became of a write is known; where the store does not take it, it is kept until the write is asked for again. */
    private @Nullable Object writtenDown(Reached reached, Ended ended) throws Exception {
        try {
            settle(reached, ended.outcome());
        } catch (StoreException away) {
            if (reached.kind() == Kind.WRITE) {
                notWrittenDown.put(reached.key(), ended);
            }
            throw away;
        }
        Exception failure = ended.failure();
        if (failure != null) {
            throw failure;
        }
        return ended.result();
    }

    private void demandSecondKey(Reached reached) throws Exception {
        RunHeader run = reached.header().run();
        if (!secondKey.confirms(run.workflowType(), run.fingerprint())) {
            String why = run.workflowType() + " is not promoted at fingerprint " + run.fingerprint();
            Outcome refused = new Outcome(Resolution.REFUSED, null, why, null, clock.instant());
            writtenDown(reached, new Ended(refused, null, ShadowWriteRefused.because(reached.words(), why)));
        }
    }

    /** An intent without an outcome: an attempt before this one may have acted, and did not live to say so. */
    private void neverBlindlyTwice(JournalEntry entry, Reached reached) {
        boolean unsure = entry.resolution() == Resolution.INTENT || entry.resolution() == Resolution.UNKNOWN;
        if (!unsure || reached.action().effect() == Effect.WRITE) {
            return;
        }
        settle(
                reached,
                new Outcome(
                        Resolution.UNKNOWN,
                        null,
                        "the worker ended while it was doing this: find out whether it was done, and say so",
                        null,
                        clock.instant()));
        throw leave.unknown(reached);
    }

    private void settle(Reached reached, Outcome outcome) {
        journal.resolve(reached.run(), reached.header().sequence(), outcome);
    }

    private static @Nullable Object resultOf(JournalEntry entry, Reached reached) throws Exception {
        String kept = entry.result();
        if (kept == null) {
            // Somebody said that it had happened; what it returned nobody knows.
            return reached.operation() instanceof WriteOperation<?> write ? write.simulate(World.UNTOUCHED) : null;
        }
        return EventJson.mapper().readValue(kept, EventJson.mapper().constructType(reached.resultType()));
    }
}
