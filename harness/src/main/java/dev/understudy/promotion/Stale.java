package dev.understudy.promotion;

import dev.understudy.evidence.WorkflowVersion;
import java.time.Instant;
import java.util.Collection;
import java.util.Objects;
import java.util.Optional;

/** Why a promotion no longer holds. Pure. */
final class Stale {
    private Stale() {}

    /** Empty while it holds, and where the workflow is not deployed here. */
    static Optional<String> why(ModeChange live, Collection<WorkflowVersion> deployed, Instant now) {
        if (live.expiresAt() != null && !now.isBefore(live.expiresAt())) {
            return Optional.of("the promotion expired at " + live.expiresAt());
        }
        return deployed.stream()
                .filter(version -> version.workflowType().equals(live.workflowType()))
                .findFirst()
                .flatMap(version -> changed(live, version));
    }

    private static Optional<String> changed(ModeChange live, WorkflowVersion version) {
        if (!version.fingerprint().equals(live.fingerprint())) {
            return Optional.of("the workflow changed from " + live.fingerprint() + " to " + version.fingerprint());
        }
        if (!Objects.equals(version.runbookFingerprint(), live.runbookFingerprint())) {
            return Optional.of(
                    "the runbook changed from " + live.runbookFingerprint() + " to " + version.runbookFingerprint());
        }
        return Optional.empty();
    }
}
