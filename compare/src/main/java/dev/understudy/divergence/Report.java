package dev.understudy.divergence;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonProcessingException;
import dev.understudy.attribution.AttributedCommand;
import dev.understudy.recording.EventJson;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a comparison found in one run. The same inputs give the same report, byte for byte.
 *
 * @param target on what the operators worked; null where no session says so
 * @param startedAt when the first session began, by its recorder's clock; null where none says so
 * @param doubts why the comparison is not certain; empty for a clean run
 * @param countsAsEvidence whether the run speaks for or against the workflow's promotion
 * @param whyNot why it does not; empty where it does
 * @param moves all actions of both sides in order
 * @param divergences in the order of their moves
 * @param commands the typed commands whose step is known, and how
 * @param followed how both sides followed the runbook; null where its text is not known
 */
public record Report(
        String run,
        String runbook,
        String runbookFingerprint,
        String workflowType,
        String workflowFingerprint,
        @Nullable String target,
        @Nullable Instant startedAt,
        Verdict verdict,
        List<DoubtFound> doubts,
        boolean countsAsEvidence,
        List<NotEvidence> whyNot,
        Counts counts,
        List<Move> moves,
        List<Divergence> divergences,
        @JsonSetter(nulls = Nulls.AS_EMPTY) List<AttributedCommand> commands,
        @Nullable RunbookFollowed followed,
        Versions versions) {
    public Report {
        doubts = List.copyOf(doubts);
        whyNot = List.copyOf(whyNot);
        moves = List.copyOf(moves);
        divergences = List.copyOf(divergences);
        commands = List.copyOf(commands);
    }

    /**
     * The divergences that stand for themselves: neither hidden by a rule, nor only following from another that is not
     * hidden. These are judged and counted.
     */
    public List<Divergence> standing() {
        return own().filter(one -> !one.excused()).toList();
    }

    /** The divergences that rules hide, without those that only follow from another. */
    List<Divergence> hidden() {
        return own().filter(Divergence::excused).toList();
    }

    /** Those that follow from nothing, or only from what a rule hides: to hide a cause does not hide what follows. */
    private Stream<Divergence> own() {
        Set<String> excused = divergences.stream()
                .filter(Divergence::excused)
                .map(Divergence::id)
                .collect(Collectors.toSet());
        return divergences.stream().filter(one -> one.cause() == null || excused.contains(one.cause()));
    }

    Report with(Versions makers) {
        return with(divergences, followed, makers);
    }

    Report with(List<Divergence> known, @Nullable RunbookFollowed how) {
        return with(known, how, versions);
    }

    private Report with(List<Divergence> known, @Nullable RunbookFollowed how, Versions makers) {
        return new Report(
                run,
                runbook,
                runbookFingerprint,
                workflowType,
                workflowFingerprint,
                target,
                startedAt,
                verdict,
                doubts,
                countsAsEvidence,
                whyNot,
                counts,
                moves,
                known,
                commands,
                how,
                makers);
    }

    /** The divergence with this id. */
    public Optional<Divergence> divergence(String id) {
        return divergences.stream().filter(one -> one.id().equals(id)).findFirst();
    }

    /** The move that makes the divergence; empty for one that belongs to none. */
    public Optional<Move> moveOf(Divergence divergence) {
        return moves.stream()
                .filter(move -> divergence.id().equals(move.divergence()))
                .findFirst();
    }

    /**
     * The same comparison with exactly these divergences hidden, whatever was hidden before: counted and judged anew.
     *
     * @param excusedBy the rules that hide a divergence, by its id
     * @param rules what the report says of the rules that could act in it
     */
    public Report excusing(Map<String, List<String>> excusedBy, String rules) {
        return Scoring.scored(this, excusedBy, rules);
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
