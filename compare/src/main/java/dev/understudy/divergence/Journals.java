package dev.understudy.divergence;

import dev.understudy.observed.ObservedAction;
import dev.understudy.prediction.Prediction;
import dev.understudy.recording.SessionEvent;
import dev.understudy.recording.SessionEvent.CommandStarted;
import dev.understudy.recording.SessionEvent.CommitmentReceived;
import dev.understudy.recording.SessionRecording;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Proves, from the operators' own journals, which prediction is older than which act. The server's clock plays no part: the
 * hash has to stand in the journal of the session in which the act was done, before it, by that journal's order and clock.
 */
final class Journals {
    private final Map<String, Map<Long, List<CommitmentReceived>>> commitments = new HashMap<>();
    private final Map<String, Map<Integer, Long>> commandSeqs = new HashMap<>();

    Journals(List<SessionRecording> sessions) {
        for (SessionRecording session : sessions) {
            Map<Long, List<CommitmentReceived>> received =
                    commitments.computeIfAbsent(session.session(), name -> new HashMap<>());
            Map<Integer, Long> commands = commandSeqs.computeIfAbsent(session.session(), name -> new HashMap<>());
            for (SessionEvent event : session.events()) {
                if (event instanceof CommitmentReceived commitment) {
                    received.computeIfAbsent(commitment.prediction(), p -> new ArrayList<>())
                            .add(commitment);
                } else if (event instanceof CommandStarted command) {
                    commands.put(command.command(), command.seq());
                }
            }
        }
    }

    Timing timing(Prediction prediction, ObservedAction act) {
        List<CommitmentReceived> received =
                commitments.getOrDefault(act.session(), Map.of()).getOrDefault(prediction.sequence(), List.of());
        String hash = prediction.hash();
        // Several hashes for one number would let a workflow choose afterwards what it had predicted.
        if (received.isEmpty()
                || received.stream().anyMatch(commitment -> !commitment.hash().equals(hash))) {
            return Timing.UNPROVEN;
        }
        CommitmentReceived first = received.get(0);
        long commandSeq = commandSeqs.getOrDefault(act.session(), Map.of()).getOrDefault(act.command(), 0L);
        boolean beforeCommand = first.seq() < commandSeq;
        boolean beforeStart = first.seq() < act.seq() && first.at().isBefore(act.startedAt());
        return beforeCommand || beforeStart ? Timing.IN_TIME : Timing.LATE;
    }
}
