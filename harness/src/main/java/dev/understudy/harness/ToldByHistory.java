package dev.understudy.harness;

import dev.understudy.journal.JournalEntry;
import dev.understudy.journal.Outcome;
import dev.understudy.journal.Resolution;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.failure.v1.Failure;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What became of operations whose activity was completed by somebody else while nobody of ours listened. */
final class ToldByHistory {
    private static final Logger LOG = LoggerFactory.getLogger(ToldByHistory.class);

    private final WorkflowClient client;
    private final Map<String, List<HistoryEvent>> histories = new HashMap<>();

    ToldByHistory(WorkflowClient client) {
        this.client = client;
    }

    /** Empty where the history of its workflow does not tell. */
    Optional<Outcome> outcome(JournalEntry entry, Instant now) {
        List<HistoryEvent> events = histories.computeIfAbsent(entry.operation().workflowId(), this::events);
        long scheduled = events.stream()
                .filter(event -> event.getEventType() == EventType.EVENT_TYPE_ACTIVITY_TASK_SCHEDULED
                        && event.getActivityTaskScheduledEventAttributes()
                                .getActivityId()
                                .equals(entry.operation().activityId()))
                .mapToLong(HistoryEvent::getEventId)
                .findFirst()
                .orElse(-1);
        return events.stream()
                .flatMap(event -> ended(event, scheduled, now).stream())
                .findFirst();
    }

    private static Optional<Outcome> ended(HistoryEvent event, long scheduled, Instant now) {
        if (event.getEventType() == EventType.EVENT_TYPE_ACTIVITY_TASK_COMPLETED
                && event.getActivityTaskCompletedEventAttributes().getScheduledEventId() == scheduled) {
            return Optional.of(new Outcome(Resolution.DONE, null, "as its workflow's history says", null, now));
        }
        if (event.getEventType() == EventType.EVENT_TYPE_ACTIVITY_TASK_FAILED
                && event.getActivityTaskFailedEventAttributes().getScheduledEventId() == scheduled) {
            Failure failure = event.getActivityTaskFailedEventAttributes().getFailure();
            // A write that was sent back from a held run did not fail.
            return "RunHeld".equals(failure.getApplicationFailureInfo().getType())
                    ? Optional.empty()
                    : Optional.of(new Outcome(Resolution.FAILED, null, failure.getMessage(), null, now));
        }
        return Optional.empty();
    }

    private List<HistoryEvent> events(String workflowId) {
        try {
            return client.fetchHistory(workflowId).getEvents();
        } catch (WorkflowException e) {
            LOG.warn("the history of workflow {} cannot be read: {}", workflowId, e.getMessage());
            return List.of();
        }
    }
}
