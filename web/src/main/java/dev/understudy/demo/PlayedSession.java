package dev.understudy.demo;

import dev.understudy.divergence.Divergence;
import dev.understudy.divergence.Report;
import dev.understudy.divergence.Verdict;
import java.time.Duration;
import java.util.List;

/**
 * One operator's session, as it came out.
 *
 * @param toNextPrediction from each Enter that acted to the shadow's next prediction, where there was one
 */
record PlayedSession(String run, OperatorScript script, Report report, List<Duration> toNextPrediction) {
    PlayedSession {
        toNextPrediction = List.copyOf(toNextPrediction);
    }

    /** Whether the verdict and the kinds of the divergences are those that the script must lead to. */
    boolean asItShouldBe() {
        Verdict expected = script.expected().isEmpty() ? Verdict.CLEAN : Verdict.DIVERGED;
        return report.verdict() == expected
                && script.expected()
                        .equals(report.divergences().stream()
                                .map(Divergence::kind)
                                .toList());
    }
}
