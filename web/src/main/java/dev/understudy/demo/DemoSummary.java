package dev.understudy.demo;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What the demo showed, for programs and for people.
 *
 * @param medianMillisToNextPrediction from an operator's Enter to the shadow's next published prediction; null where there
 *     was none
 * @param refusedBefore what the workflow was told when it asked to act before its promotion
 * @param promotion what came of asking for the promotion
 * @param live null where the workflow was not let act
 * @param asItShouldBe whether all of it came out as the scripts say
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record DemoSummary(
        List<Line> sessions,
        @Nullable Long medianMillisToNextPrediction,
        @Nullable String refusedBefore,
        @Nullable String promotion,
        @Nullable LiveRun live,
        boolean asItShouldBe,
        double seconds) {
    /**
     * One session.
     *
     * @param divergences in words
     */
    record Line(
            String run,
            String operator,
            String story,
            String verdict,
            List<String> divergences,
            boolean asItShouldBe) {}

    static List<Line> lines(List<PlayedSession> sessions) {
        return sessions.stream().map(DemoSummary::line).toList();
    }

    private static Line line(PlayedSession session) {
        return new Line(
                session.run(),
                session.script().operator(),
                session.script().story(),
                session.report().verdict().name(),
                session.report().divergences().stream()
                        .map(divergence -> divergence.kind() + ": " + divergence.title())
                        .toList(),
                session.asItShouldBe());
    }

    static @Nullable Long median(List<PlayedSession> sessions) {
        List<Long> all = sessions.stream()
                .flatMap(session -> session.toNextPrediction().stream())
                .map(Duration::toMillis)
                .sorted()
                .toList();
        return all.isEmpty() ? null : all.get(all.size() / 2);
    }

    /** For people, a line for each thing that happened. */
    String text() {
        StringBuilder text = new StringBuilder();
        for (Line line : sessions) {
            text.append(String.format(
                    Locale.ROOT,
                    "%s %-6s %-40s %s%n",
                    mark(line.asItShouldBe()),
                    line.operator(),
                    line.story(),
                    line.verdict()));
            line.divergences()
                    .forEach(divergence ->
                            text.append("           ").append(divergence).append('\n'));
        }
        if (medianMillisToNextPrediction != null) {
            text.append("  from Enter to the shadow's next prediction: ")
                    .append(medianMillisToNextPrediction)
                    .append(" ms (median)\n");
        }
        if (refusedBefore != null) {
            text.append("  asked to act before its promotion: ")
                    .append(refusedBefore)
                    .append('\n');
        }
        if (promotion != null) {
            text.append("  after dana judged the divergences: ")
                    .append(promotion)
                    .append('\n');
        }
        if (live != null) {
            text.append(mark(live.asItShouldBe()))
                    .append(" live on db-4: ")
                    .append(live.archived())
                    .append(" segments moved to the cold folder, ")
                    .append(live.left())
                    .append(" left in the archive, the backup history file ")
                    .append(live.backupHistoryKept() ? "kept" : "GONE")
                    .append('\n');
        }
        return text.append(String.format(
                        Locale.ROOT,
                        "%s, in %.1f s%n",
                        asItShouldBe ? "All as it should be" : "NOT as it should be",
                        seconds))
                .toString();
    }

    private static String mark(boolean good) {
        return good ? "✓" : "✗";
    }
}
