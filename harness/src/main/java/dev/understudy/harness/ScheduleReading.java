package dev.understudy.harness;

import com.google.protobuf.Timestamp;
import dev.understudy.audit.Act;
import dev.understudy.audit.AuditEntry;
import dev.understudy.audit.AuditLog;
import dev.understudy.operation.Mode;
import dev.understudy.schedule.Overlap;
import dev.understudy.schedule.Schedule;
import dev.understudy.schedule.ScheduledStart;
import dev.understudy.schedule.SkipReason;
import dev.understudy.schedule.Skipped;
import dev.understudy.schedule.Timing;
import dev.understudy.store.Store;
import io.temporal.api.schedule.v1.ScheduleActionResult;
import io.temporal.api.schedule.v1.ScheduleInfo;
import io.temporal.api.workflowservice.v1.DescribeScheduleResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What Temporal says of a schedule, and what our audit log says of the starts that were refused, as one. */
final class ScheduleReading {
    private static final int MOST_REFUSALS = 10_000;

    private final AuditLog audit;

    ScheduleReading(Store store) {
        this.audit = new AuditLog(store);
    }

    Schedule schedule(String id, DescribeScheduleResponse described, Map<String, String> about) {
        ScheduleInfo info = described.getInfo();
        var policies = described.getSchedule().getPolicies();
        var state = described.getSchedule().getState();
        Map<String, String> refused = refused(id);
        List<ScheduledStart> recent = new ArrayList<>();
        info.getRecentActionsList().forEach(result -> recent.add(start(result, refused)));
        Collections.reverse(recent);
        return new Schedule(
                id,
                about.getOrDefault("workflow", ""),
                about.getOrDefault("runbook", ""),
                about.getOrDefault("target", ""),
                Mode.valueOf(about.getOrDefault("mode", Mode.SHADOW.name())),
                about.getOrDefault("when", "").lines().toList(),
                overlap(policies.getOverlapPolicy().name()),
                policies.hasCatchupWindow() ? duration(policies.getCatchupWindow()) : null,
                duration(described.getSchedule().getSpec().getJitter()),
                policies.getPauseOnFailure(),
                state.getPaused(),
                state.getNotes(),
                info.getActionCount(),
                skipped(info, refused),
                info.getBufferSize(),
                info.getRunningWorkflowsList().stream()
                        .map(running -> running.getWorkflowId())
                        .toList(),
                recent,
                state.getPaused()
                        ? List.of()
                        : info.getFutureActionTimesList().stream()
                                .map(ScheduleReading::instant)
                                .limit(5)
                                .toList(),
                about.getOrDefault("createdBy", ""),
                info.hasCreateTime() ? instant(info.getCreateTime()) : null);
    }

    /** One line for each rule. */
    static List<String> words(Timing timing) {
        List<String> words = new ArrayList<>();
        String zone = timing.zone();
        timing.cron().forEach(cron -> words.add(zone == null ? cron : cron + " (" + zone + ")"));
        if (timing.every() != null) {
            words.add("every " + timing.every().toString().substring(2).toLowerCase(java.util.Locale.ROOT));
        }
        return words;
    }

    private static List<Skipped> skipped(ScheduleInfo info, Map<String, String> refused) {
        List<Skipped> skipped = new ArrayList<>();
        add(skipped, SkipReason.OVERLAP, info.getOverlapSkipped(), "");
        add(skipped, SkipReason.MISSED_CATCH_UP, info.getMissedCatchupWindow(), "");
        add(skipped, SkipReason.BUFFER_FULL, info.getBufferDropped(), "");
        add(
                skipped,
                SkipReason.KEY_MISSING,
                refused.size(),
                refused.isEmpty()
                        ? ""
                        : "the latest: " + refused.values().iterator().next());
        return skipped;
    }

    private static void add(List<Skipped> skipped, SkipReason reason, long count, String detail) {
        if (count > 0) {
            skipped.add(new Skipped(reason, count, detail));
        }
    }

    /** Run to reason, the latest first. */
    private Map<String, String> refused(String id) {
        Map<String, String> refused = new LinkedHashMap<>();
        for (AuditEntry entry : audit.latest(id, MOST_REFUSALS)) {
            if (entry.act() == Act.SCHEDULED_START_REFUSED) {
                refused.put(
                        entry.details().getOrDefault("run", ""), entry.details().getOrDefault("reason", ""));
            }
        }
        return refused;
    }

    private static ScheduledStart start(ScheduleActionResult result, Map<String, String> refused) {
        String run = result.getStartWorkflowResult().getWorkflowId();
        @Nullable String why = refused.get(run);
        String state = why == null
                ? result.getStartWorkflowStatus().name().replace("WORKFLOW_EXECUTION_STATUS_", "")
                : ScheduledStart.REFUSED;
        return new ScheduledStart(instant(result.getScheduleTime()), instant(result.getActualTime()), run, state, why);
    }

    private static Overlap overlap(String temporals) {
        String name = temporals.replace("SCHEDULE_OVERLAP_POLICY_", "");
        return name.equals("UNSPECIFIED") ? Overlap.SKIP : Overlap.valueOf(name);
    }

    private static Duration duration(com.google.protobuf.Duration duration) {
        return Duration.ofSeconds(duration.getSeconds(), duration.getNanos());
    }

    static Instant instant(Timestamp time) {
        return Instant.ofEpochSecond(time.getSeconds(), time.getNanos());
    }

    static Timestamp timestamp(Instant time) {
        return Timestamp.newBuilder()
                .setSeconds(time.getEpochSecond())
                .setNanos(time.getNano())
                .build();
    }
}
