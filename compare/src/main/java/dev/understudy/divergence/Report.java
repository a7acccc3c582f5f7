package dev.understudy.divergence;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.understudy.recording.EventJson;
import java.util.List;

/**
 * What a comparison found in one run. The same inputs give the same report, byte for byte.
 *
 * @param doubts why the comparison is not certain; empty for a clean run
 * @param countsAsEvidence whether the run speaks for or against the workflow's promotion
 * @param whyNot why it does not; empty where it does
 * @param moves all actions of both sides in order
 * @param divergences in the order of their moves
 */
public record Report(
        String run,
        String runbook,
        String runbookFingerprint,
        String workflowType,
        String workflowFingerprint,
        Verdict verdict,
        List<DoubtFound> doubts,
        boolean countsAsEvidence,
        List<NotEvidence> whyNot,
        Counts counts,
        List<Move> moves,
        List<Divergence> divergences,
        Versions versions) {
    public Report {
        doubts = List.copyOf(doubts);
        whyNot = List.copyOf(whyNot);
        moves = List.copyOf(moves);
        divergences = List.copyOf(divergences);
    }

    /** The report as canonical JSON. */
    public String toJson() {
        try {
            return EventJson.mapper().writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the report of run " + run + " cannot be written as JSON", e);
        }
    }
}
