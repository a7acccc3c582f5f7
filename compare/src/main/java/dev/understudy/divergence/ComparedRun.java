package dev.understudy.divergence;

import dev.understudy.recording.SessionRecording;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * All that a comparison looks at.
 *
 * @param run names the run
 * @param runbook the runbook's id
 * @param runbookFingerprint of the Markdown as it was at the run's start
 * @param steps the ids of the runbook's steps, in order
 * @param workflowType Temporal's name of the shadowing workflow
 * @param workflowFingerprint of the code that decides
 * @param sessions the run's sessions, in the order in which they began
 * @param predictions in the order of their sequence
 */
public record ComparedRun(
        String run,
        String runbook,
        String runbookFingerprint,
        List<String> steps,
        String workflowType,
        String workflowFingerprint,
        List<SessionRecording> sessions,
        List<ResolvedPrediction> predictions,
        WorkflowEnd workflowEnd,
        Set<RunMark> marks) {
    public ComparedRun {
        steps = List.copyOf(steps);
        sessions = List.copyOf(sessions);
        predictions = List.copyOf(predictions);
        marks = java.util.Collections.unmodifiableSet(new TreeSet<>(marks));
    }
}
