package dev.understudy.promotion;

import dev.understudy.evidence.WorkflowVersion;
import java.util.List;

/**
 * A workflow as it is deployed now.
 *
 * @param authors who wrote it, and so cannot promote it
 */
public record Candidate(WorkflowVersion version, List<String> authors) {
    public Candidate {
        authors = List.copyOf(authors);
    }
}
