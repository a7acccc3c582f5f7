package dev.understudy.export;

import dev.understudy.divergence.Report;
import dev.understudy.run.Run;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A run that has ended, whole.
 *
 * @param sessions in the order in which they began
 * @param observed in the order in which they were started
 * @param predicted in the order of their sequence
 * @param report null where it was not compared
 */
public record ExportedRun(
        Run run,
        List<ExportedSession> sessions,
        List<ExportedAction> observed,
        List<ExportedAction> predicted,
        @Nullable Report report) {
    public ExportedRun {
        sessions = List.copyOf(sessions);
        observed = List.copyOf(observed);
        predicted = List.copyOf(predicted);
    }

    /** One operator's part of a run. */
    public record ExportedSession(String session, String operator) {}

    /** Its verdict in one word; {@code not compared} where there is no report. */
    String verdict() {
        return report == null ? "not compared" : report.verdict().name();
    }
}
