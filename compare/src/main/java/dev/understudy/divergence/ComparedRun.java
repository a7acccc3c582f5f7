package dev.understudy.divergence;

import dev.understudy.recording.SessionEvent.SessionStarted;
import dev.understudy.recording.SessionRecording;
import dev.understudy.runbook.Runbook;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All that a comparison looks at.
 *
 * @param run names the run
 * @param runbook the runbook's id
 * @param runbookFingerprint of the Markdown as it was at the run's start
 * @param book the runbook as it was at the run's start; null where that text is not known, and then nothing is said of who
 *     left it
 * @param workflowType Temporal's name of the shadowing workflow
 * @param workflowFingerprint of the code that decides
 * @param sessions the run's sessions, in the order in which they began
 * @param predictions in the order of their sequence
 */
public record ComparedRun(
        String run,
        String runbook,
        String runbookFingerprint,
        @Nullable Runbook book,
        String workflowType,
        String workflowFingerprint,
        List<SessionRecording> sessions,
        List<ResolvedPrediction> predictions,
        WorkflowEnd workflowEnd,
        Set<RunMark> marks) {
    public ComparedRun {
        sessions = List.copyOf(sessions);
        predictions = List.copyOf(predictions);
        marks = java.util.Collections.unmodifiableSet(new TreeSet<>(marks));
    }

    /** On what the operators worked; null where no session says so. */
    public @Nullable String target() {
        return starts().map(SessionStarted::target).findFirst().orElse(null);
    }

    /** When the first session began; null where none says so. */
    public @Nullable Instant startedAt() {
        return starts().map(SessionStarted::at).min(Comparator.naturalOrder()).orElse(null);
    }

    private Stream<SessionStarted> starts() {
        return sessions.stream()
                .flatMap(session -> session.events().stream().limit(1))
                .filter(SessionStarted.class::isInstance)
                .map(SessionStarted.class::cast);
    }
}
