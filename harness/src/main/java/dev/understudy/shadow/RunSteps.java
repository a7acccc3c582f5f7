package dev.understudy.shadow;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Which step of its runbook an operation belongs to. The convention is plain Temporal: an activity's
 * {@code ActivityOptions.summary} that is a step's id, or begins with one and a colon, names the step.
 *
 * @param byWorkflowType the ids of the steps of the runbook that a workflow automates, in order; empty where unknown
 */
record RunSteps(Function<String, List<String>> byWorkflowType) {
    @Nullable
    String stepOf(OperationHeader header) {
        String summary = header.step();
        if (summary == null) {
            return null;
        }
        int colon = summary.indexOf(':');
        String id = (colon < 0 ? summary : summary.substring(0, colon)).strip();
        return byWorkflowType.apply(header.run().workflowType()).contains(id) ? id : null;
    }
}
