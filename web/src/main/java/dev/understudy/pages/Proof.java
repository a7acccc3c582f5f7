package dev.understudy.pages;

import dev.understudy.divergence.Move;
import dev.understudy.divergence.PredictedAction;
import dev.understudy.divergence.Timing;
import dev.understudy.observed.ObservedAction;
import dev.understudy.recording.SessionEvent;
import dev.understudy.recording.SessionEvent.CommitmentReceived;
import dev.understudy.transcript.Session;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** By how much predictions came before the acts that they are paired with, by the recorder's own clock. */
final class Proof {
    private final Map<Long, Instant> committed = new HashMap<>();

    Proof(List<Session> sessions) {
        for (Session session : sessions) {
            for (SessionEvent event : session.events()) {
                if (event instanceof CommitmentReceived commitment) {
                    committed.merge(commitment.prediction(), commitment.at(), Proof::earlier);
                }
            }
        }
    }

    /** The time between commitment and act; negative where it came late, empty where no commitment arrived. */
    Optional<Duration> lead(PredictedAction predicted, ObservedAction observed) {
        return Optional.ofNullable(committed.get(predicted.sequence()))
                .map(at -> Duration.between(at, observed.startedAt()));
    }

    /** The proof of the whole run in one sentence; empty where nothing was paired. */
    String sentence(List<Move> moves) {
        List<Duration> leads = new ArrayList<>();
        int pairs = 0;
        for (Move move : moves) {
            PredictedAction predicted = move.predicted();
            ObservedAction observed = move.observed();
            if (predicted == null
                    || observed == null
                    || !predicted.action().effect().mayWrite()) {
                continue;
            }
            pairs++;
            if (predicted.timing() == Timing.IN_TIME) {
                lead(predicted, observed).ifPresent(leads::add);
            }
        }
        if (pairs == 0) {
            return "";
        }
        if (leads.isEmpty()) {
            return "Of " + Words.count(pairs, "prediction")
                    + " that an act answers, none is proven to be older than it.";
        }
        Collections.sort(leads);
        String before = leads.size() == pairs
                ? (pairs == 1 ? "The prediction was" : "All " + pairs + " predictions were")
                : leads.size() + " of " + Words.count(pairs, "prediction") + " were";
        return before + " committed before the act: the closest by " + Words.duration(leads.get(0))
                + ", at the median by " + Words.duration(leads.get(leads.size() / 2)) + ".";
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
