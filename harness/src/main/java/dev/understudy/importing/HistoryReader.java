package dev.understudy.importing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.understudy.journal.ImportedOperation;
import dev.understudy.journal.Resolution;
import dev.understudy.recording.EventJson;
import dev.understudy.shadow.RunHeader;
import io.temporal.api.common.v1.Payloads;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.failure.v1.Failure;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.api.history.v1.MarkerRecordedEventAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the activities out of a history, whatever SDK wrote it: those that the server scheduled, and local ones, of which the
 * SDKs of Java, Go and Core leave markers of three forms.
 */
final class HistoryReader {
    private final PayloadText text;

    HistoryReader(PayloadText text) {
        this.text = text;
    }

    /** Whether the harness ran it, so that the journal has it already. */
    static boolean isOfTheHarness(List<HistoryEvent> events) {
        return events.stream()
                .anyMatch(event -> event.hasActivityTaskScheduledEventAttributes()
                                && event.getActivityTaskScheduledEventAttributes()
                                        .getHeader()
                                        .containsFields(RunHeader.KEY)
                        || event.hasWorkflowExecutionStartedEventAttributes()
                                && (event.getWorkflowExecutionStartedEventAttributes()
                                                .getHeader()
                                                .containsFields(RunHeader.KEY)
                                        || event.getWorkflowExecutionStartedEventAttributes()
                                                .getMemo()
                                                .containsFields(RunHeader.KEY)));
    }

    List<ImportedOperation> read(List<HistoryEvent> events) {
        Map<Long, Open> open = new LinkedHashMap<>();
        List<ImportedOperation> local = new ArrayList<>();
        boolean closed = false;
        for (HistoryEvent event : events) {
            Instant at = instant(event);
            switch (event.getEventType()) {
                case EVENT_TYPE_ACTIVITY_TASK_SCHEDULED -> {
                    var scheduled = event.getActivityTaskScheduledEventAttributes();
                    open.put(
                            event.getEventId(),
                            new Open(
                                    event.getEventId(),
                                    scheduled.getActivityType().getName(),
                                    scheduled.getActivityId(),
                                    text.of(scheduled.getInput()),
                                    at));
                }
                case EVENT_TYPE_ACTIVITY_TASK_STARTED -> {
                    var started = event.getActivityTaskStartedEventAttributes();
                    Open activity = open.get(started.getScheduledEventId());
                    if (activity != null) {
                        activity.attempts = Math.max(1, started.getAttempt());
                        if (started.hasLastFailure()) {
                            activity.detail = "an attempt before failed: " + words(started.getLastFailure());
                        }
                    }
                }
                case EVENT_TYPE_ACTIVITY_TASK_COMPLETED ->
                    end(
                            open,
                            event.getActivityTaskCompletedEventAttributes().getScheduledEventId(),
                            Resolution.DONE,
                            null,
                            at);
                case EVENT_TYPE_ACTIVITY_TASK_FAILED -> {
                    var failed = event.getActivityTaskFailedEventAttributes();
                    end(open, failed.getScheduledEventId(), Resolution.FAILED, words(failed.getFailure()), at);
                }
                case EVENT_TYPE_ACTIVITY_TASK_TIMED_OUT -> {
                    var timedOut = event.getActivityTaskTimedOutEventAttributes();
                    end(
                            open,
                            timedOut.getScheduledEventId(),
                            Resolution.FAILED,
                            "timed out: " + words(timedOut.getFailure()),
                            at);
                }
                case EVENT_TYPE_ACTIVITY_TASK_CANCELED ->
                    end(
                            open,
                            event.getActivityTaskCanceledEventAttributes().getScheduledEventId(),
                            Resolution.FAILED,
                            "cancelled",
                            at);
                case EVENT_TYPE_MARKER_RECORDED -> {
                    ImportedOperation found = local(event, at);
                    if (found != null) {
                        local.add(found);
                    }
                }
                default -> closed |= isEnd(event.getEventType());
            }
        }
        List<ImportedOperation> all = new ArrayList<>(local);
        for (Open activity : open.values()) {
            if (closed && activity.resolution == Resolution.INTENT) {
                activity.resolution = Resolution.UNKNOWN;
                activity.detail = "the workflow ended before its outcome was known";
            }
            all.add(activity.toOperation());
        }
        return all;
    }

    private @Nullable ImportedOperation local(HistoryEvent event, Instant at) {
        MarkerRecordedEventAttributes marker = event.getMarkerRecordedEventAttributes();
        if (!marker.getMarkerName().equals("LocalActivity")
                && !marker.getMarkerName().equals("core_local_activity")) {
            return null;
        }
        JsonNode data = json(marker.getDetailsMap().get("data"));
        String type = first(plain(marker.getDetailsMap().get("type")), data, "ActivityType", "activity_type");
        String id = first(plain(marker.getDetailsMap().get("activityId")), data, "ActivityID", "activity_id");
        JsonNode meta = json(marker.getDetailsMap().get("meta"));
        int attempts = Math.max(
                1,
                Math.max(
                        meta.path("atpt").asInt(0),
                        Math.max(
                                data.path("Attempt").asInt(0),
                                data.path("attempt").asInt(0))));
        Payloads input = marker.getDetailsMap().getOrDefault("input", Payloads.getDefaultInstance());
        boolean failed = marker.hasFailure();
        return new ImportedOperation(
                event.getEventId(),
                type.isEmpty() ? "LocalActivity" : type,
                "local:" + (id.isEmpty() ? Long.toString(event.getEventId()) : id),
                text.of(input),
                at,
                attempts,
                failed ? Resolution.FAILED : Resolution.DONE,
                failed ? words(marker.getFailure()) : null,
                at);
    }

    private static String plain(@Nullable Payloads payloads) {
        JsonNode node = json(payloads);
        return node.isTextual() ? node.asText() : "";
    }

    private static String first(String value, JsonNode data, String... names) {
        if (!value.isEmpty()) {
            return value;
        }
        for (String name : names) {
            if (data.path(name).isTextual()) {
                return data.path(name).asText();
            }
        }
        return "";
    }

    private static JsonNode json(@Nullable Payloads payloads) {
        if (payloads != null && payloads.getPayloadsCount() > 0) {
            try {
                return EventJson.mapper()
                        .readTree(payloads.getPayloads(0).getData().toStringUtf8());
            } catch (JsonProcessingException notJson) {
                // Another SDK's form; then the marker says less.
            }
        }
        return com.fasterxml.jackson.databind.node.MissingNode.getInstance();
    }

    private static void end(
            Map<Long, Open> open, long scheduled, Resolution resolution, @Nullable String detail, Instant at) {
        Open activity = open.get(scheduled);
        if (activity != null) {
            activity.resolution = resolution;
            activity.detail = detail == null ? activity.detail : detail;
            activity.resolvedAt = at;
        }
    }

    /** The failure and its causes, in one line. */
    private String words(Failure failure) {
        StringBuilder words = new StringBuilder();
        Failure at = failure;
        for (int depth = 0; depth < 5; depth++) {
            if (!words.isEmpty()) {
                words.append(": ");
            }
            if (at.hasApplicationFailureInfo()
                    && !at.getApplicationFailureInfo().getType().isEmpty()) {
                words.append(at.getApplicationFailureInfo().getType()).append(' ');
            }
            words.append(at.getMessage().lines().findFirst().orElse(""));
            if (!at.hasCause()) {
                break;
            }
            at = at.getCause();
        }
        return text.redacted(words.toString());
    }

    private static boolean isEnd(EventType type) {
        return switch (type) {
            case EVENT_TYPE_WORKFLOW_EXECUTION_COMPLETED,
                    EVENT_TYPE_WORKFLOW_EXECUTION_FAILED,
                    EVENT_TYPE_WORKFLOW_EXECUTION_TIMED_OUT,
                    EVENT_TYPE_WORKFLOW_EXECUTION_TERMINATED,
                    EVENT_TYPE_WORKFLOW_EXECUTION_CANCELED,
                    EVENT_TYPE_WORKFLOW_EXECUTION_CONTINUED_AS_NEW -> true;
            default -> false;
        };
    }

    private static Instant instant(HistoryEvent event) {
        return Instant.ofEpochSecond(
                event.getEventTime().getSeconds(), event.getEventTime().getNanos());
    }

    private static final class Open {
        private final long sequence;
        private final String type;
        private final String id;
        private final String input;
        private final Instant scheduledAt;
        private int attempts = 1;
        private Resolution resolution = Resolution.INTENT;
        private @Nullable String detail;
        private @Nullable Instant resolvedAt;

        Open(long sequence, String type, String id, String input, Instant scheduledAt) {
            this.sequence = sequence;
            this.type = type;
            this.id = id;
            this.input = input;
            this.scheduledAt = scheduledAt;
        }

        ImportedOperation toOperation() {
            return new ImportedOperation(
                    sequence, type, id, input, scheduledAt, attempts, resolution, detail, resolvedAt);
        }
    }
}
