package dev.understudy.harness;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.understudy.audit.Act;
import dev.understudy.audit.AuditLog;
import dev.understudy.harness.RunRefused.Reason;
import dev.understudy.operation.Mode;
import dev.understudy.run.Runs;
import dev.understudy.schedule.Overlap;
import dev.understudy.schedule.Schedule;
import dev.understudy.schedule.ScheduleRequest;
import dev.understudy.schedule.Schedules;
import dev.understudy.schedule.Timing;
import dev.understudy.shadow.RunHeader;
import dev.understudy.store.Json;
import dev.understudy.store.Store;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.enums.v1.ScheduleOverlapPolicy;
import io.temporal.api.workflowservice.v1.DescribeScheduleRequest;
import io.temporal.api.workflowservice.v1.DescribeScheduleResponse;
import io.temporal.api.workflowservice.v1.ListScheduleMatchingTimesRequest;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.schedules.ScheduleActionStartWorkflow;
import io.temporal.client.schedules.ScheduleAlreadyRunningException;
import io.temporal.client.schedules.ScheduleBackfill;
import io.temporal.client.schedules.ScheduleClient;
import io.temporal.client.schedules.ScheduleClientOptions;
import io.temporal.client.schedules.ScheduleIntervalSpec;
import io.temporal.client.schedules.ScheduleListDescription;
import io.temporal.client.schedules.ScheduleOptions;
import io.temporal.client.schedules.SchedulePolicy;
import io.temporal.client.schedules.ScheduleSpec;
import io.temporal.client.schedules.ScheduleState;
import io.temporal.common.converter.DataConverter;
import io.temporal.serviceclient.WorkflowServiceStubs;
import java.lang.reflect.Type;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Schedules as Temporal's own; what is ours travels in their memo. */
final class TemporalSchedules implements Schedules {
    /** Beside the run's header, in the memo of the schedule itself. */
    static final String ABOUT = "understudySchedule";

    private static final Type TEXTS = new TypeReference<Map<String, String>>() {}.getType();

    private final WorkflowServiceStubs stubs;
    private final String namespace;
    private final DataConverter converter;
    private final ScheduleClient client;
    private final Starts starts;
    private final Runs runs;
    private final AuditLog audit;
    private final ScheduleReading reading;

    TemporalSchedules(
            WorkflowServiceStubs stubs, WorkflowClientOptions options, Starts starts, Store store, Clock clock) {
        this.stubs = stubs;
        this.namespace = options.getNamespace();
        this.converter = options.getDataConverter();
        this.client = ScheduleClient.newInstance(
                stubs,
                ScheduleClientOptions.newBuilder()
                        .setNamespace(namespace)
                        .setDataConverter(converter)
                        .setIdentity(options.getIdentity())
                        .setContextPropagators(options.getContextPropagators())
                        .build());
        this.starts = starts;
        this.runs = new Runs(store);
        this.audit = new AuditLog(store, clock);
        this.reading = new ScheduleReading(store);
    }

    @Override
    public void create(ScheduleRequest request) {
        Starts.Prepared prepared = starts.prepare(new RunRequest(
                request.id(), request.runbook(), request.target(), request.createdBy(), request.params()));
        demandTiming(request);
        if (request.mode() == Mode.LIVE) {
            starts.demandKeys(prepared.workflow());
        }
        RunHeader ofRuns = RunHeader.ofSchedule(
                request.mode(),
                request.id(),
                request.target(),
                prepared.workflow().type(),
                prepared.workflow().fingerprint());
        Map<String, String> header = ofRuns.toMap();
        Map<String, String> about = new LinkedHashMap<>(header);
        about.put("runbook", request.runbook());
        about.put("when", String.join("\n", ScheduleReading.words(request.timing())));
        about.put("createdBy", request.createdBy());
        about.put("params", Json.write(prepared.params()));
        ScheduleActionStartWorkflow action = ScheduleActionStartWorkflow.newBuilder()
                .setWorkflowType(prepared.workflow().type())
                .setArguments(prepared.input())
                .setOptions(WorkflowOptions.newBuilder()
                        .setWorkflowId(request.id())
                        .setTaskQueue(Queues.of(request.mode()))
                        .setMemo(Map.of(RunHeader.KEY, header))
                        .setTypedSearchAttributes(starts.attributes(ofRuns))
                        .build())
                .build();
        asked(
                request.id(),
                () -> client.createSchedule(
                        request.id(),
                        io.temporal.client.schedules.Schedule.newBuilder()
                                .setAction(action)
                                .setSpec(spec(request.timing()))
                                .setPolicy(policy(request))
                                .setState(ScheduleState.newBuilder()
                                        .setPaused(request.paused())
                                        .setNote(request.note())
                                        .build())
                                .build(),
                        ScheduleOptions.newBuilder()
                                .setMemo(Map.of(ABOUT, about))
                                .build()));
        audit.append(
                request.createdBy(),
                Act.SCHEDULE_CREATED,
                request.id(),
                Map.of(
                        "mode", request.mode().name(),
                        "runbook", request.runbook(),
                        "target", request.target(),
                        "when", String.join("; ", ScheduleReading.words(request.timing()))));
    }

    @Override
    public List<Schedule> all() {
        List<String> ids = asked(
                "",
                () -> client.listSchedules()
                        .filter(this::isOurs)
                        .map(ScheduleListDescription::getScheduleId)
                        .sorted()
                        .toList());
        List<Schedule> found = new ArrayList<>();
        for (String id : ids) {
            try {
                found.add(find(id));
            } catch (RunRefused e) {
                if (e.reason() != Reason.NO_SUCH_SCHEDULE) {
                    throw e;
                }
            }
        }
        return found;
    }

    @Override
    public Schedule find(String id) {
        DescribeScheduleResponse described = describe(id);
        return reading.schedule(id, described, about(id, described));
    }

    @Override
    public void pause(String id, String who, String why) {
        find(id);
        asked(id, () -> {
            client.getHandle(id).pause(who + ": " + why);
            return id;
        });
        audit.append(who, Act.SCHEDULE_PAUSED, id, Map.of("reason", why));
    }

    @Override
    public void resume(String id, String who, String why) {
        find(id);
        asked(id, () -> {
            client.getHandle(id).unpause(who + ": " + why);
            return id;
        });
        audit.append(who, Act.SCHEDULE_RESUMED, id, Map.of("reason", why));
    }

    @Override
    public List<Instant> backfill(
            String id, Instant from, Instant to, @Nullable Overlap overlap, String who, String why) {
        if (!from.isBefore(to)) {
            throw new RunRefused(
                    Reason.BAD_SCHEDULE, "a backfill goes from a time to a later one, not from " + from + " to " + to);
        }
        Schedule schedule = find(id);
        Set<Instant> ran = schedule.recent().stream().map(start -> start.due()).collect(Collectors.toSet());
        List<Instant> due = asked(
                id,
                () -> stubs
                        .blockingStub()
                        .listScheduleMatchingTimes(ListScheduleMatchingTimesRequest.newBuilder()
                                .setNamespace(namespace)
                                .setScheduleId(id)
                                .setStartTime(ScheduleReading.timestamp(from))
                                .setEndTime(ScheduleReading.timestamp(to))
                                .build())
                        .getStartTimeList()
                        .stream()
                        .map(ScheduleReading::instant)
                        .filter(time -> !ran.contains(time)
                                && runs.find(id + "-" + time).isEmpty())
                        .toList());
        if (!due.isEmpty()) {
            ScheduleOverlapPolicy policy = policy(overlap == null ? schedule.overlap() : overlap);
            asked(id, () -> {
                // Temporal leaves out the very start of the time that it is given.
                client.getHandle(id)
                        .backfill(due.stream()
                                .map(time -> new ScheduleBackfill(time.minusMillis(1), time, policy))
                                .toList());
                return id;
            });
        }
        audit.append(
                who,
                Act.SCHEDULE_BACKFILLED,
                id,
                Map.of(
                        "from", from.toString(),
                        "to", to.toString(),
                        "starts", Integer.toString(due.size()),
                        "reason", why));
        return due;
    }

    @Override
    public void delete(String id, String who, String why) {
        find(id);
        asked(id, () -> {
            client.getHandle(id).delete();
            return id;
        });
        audit.append(who, Act.SCHEDULE_DELETED, id, Map.of("reason", why));
    }

    /** The parameters of a schedule's runs; empty where they are not known any more. */
    Map<String, String> params(String id) {
        try {
            return Json.strings(about(id, describe(id)).getOrDefault("params", "{}"));
        } catch (RunRefused gone) {
            return Map.of();
        }
    }

    private DescribeScheduleResponse describe(String id) {
        return asked(
                id,
                () -> stubs.blockingStub()
                        .describeSchedule(DescribeScheduleRequest.newBuilder()
                                .setNamespace(namespace)
                                .setScheduleId(id)
                                .build()));
    }

    private boolean isOurs(ScheduleListDescription listed) {
        return listed.getMemo(ABOUT, Map.class) != null;
    }

    private Map<String, String> about(String id, DescribeScheduleResponse described) {
        var payload = described.getMemo().getFieldsMap().get(ABOUT);
        if (payload == null) {
            throw noSuch(id);
        }
        @SuppressWarnings("unchecked")
        Map<String, String> about = converter.fromPayload(payload, Map.class, TEXTS);
        return about == null ? Map.of() : about;
    }

    private static void demandTiming(ScheduleRequest request) {
        if (request.id().isBlank() || !request.id().matches("[A-Za-z0-9._-]{1,100}")) {
            throw new RunRefused(
                    Reason.BAD_SCHEDULE,
                    "'" + request.id() + "' is no name for a schedule: take up to 100 letters, digits and . _ -");
        }
        Timing timing = request.timing();
        if (timing.cron().isEmpty() && timing.every() == null) {
            throw new RunRefused(
                    Reason.BAD_SCHEDULE,
                    "the schedule " + request.id() + " is never due: give a cron expression or a period");
        }
        if (timing.every() != null && timing.every().toSeconds() < 1) {
            throw new RunRefused(Reason.BAD_SCHEDULE, "the period of a schedule is at least a second");
        }
    }

    private static ScheduleSpec spec(Timing timing) {
        ScheduleSpec.Builder spec = ScheduleSpec.newBuilder()
                .setCronExpressions(timing.cron())
                .setIntervals(timing.every() == null ? List.of() : List.of(new ScheduleIntervalSpec(timing.every())))
                .setJitter(timing.jitter());
        return timing.zone() == null
                ? spec.build()
                : spec.setTimeZoneName(timing.zone()).build();
    }

    private static SchedulePolicy policy(ScheduleRequest request) {
        SchedulePolicy.Builder policy = SchedulePolicy.newBuilder()
                .setOverlap(policy(request.overlap()))
                .setPauseOnFailure(request.pauseOnFailure());
        return request.timing().catchUp() == null
                ? policy.build()
                : policy.setCatchupWindow(request.timing().catchUp()).build();
    }

    private static ScheduleOverlapPolicy policy(Overlap overlap) {
        return ScheduleOverlapPolicy.valueOf("SCHEDULE_OVERLAP_POLICY_" + overlap.name());
    }

    private static <T> T asked(String id, Supplier<T> call) {
        try {
            return call.get();
        } catch (ScheduleAlreadyRunningException there) {
            throw new RunRefused(
                    Reason.NAME_TAKEN,
                    "there is a schedule " + id + " already. Take another name, or delete it",
                    there);
        } catch (RuntimeException e) {
            throw refusal(id, e);
        }
    }

    private static RuntimeException refusal(String id, RuntimeException e) {
        StatusRuntimeException status = null;
        for (Throwable at = e; at != null && status == null; at = at.getCause()) {
            status = at instanceof StatusRuntimeException found ? found : null;
        }
        if (status == null) {
            return e;
        }
        return switch (status.getStatus().getCode()) {
            case UNIMPLEMENTED ->
                new RunRefused(
                        Reason.NO_SCHEDULES,
                        "Temporal within this process has no schedules. Start the server with --temporal HOST:PORT, or with"
                                + " the temporal program on the PATH",
                        e);
            case NOT_FOUND -> noSuch(id);
            case INVALID_ARGUMENT ->
                new RunRefused(
                        Reason.BAD_SCHEDULE,
                        "Temporal does not take the schedule " + id + ": "
                                + status.getStatus().getDescription(),
                        e);
            default ->
                new RunRefused(
                        Reason.TEMPORAL_AWAY,
                        "Temporal does not answer for the schedules (" + code(status.getStatus())
                                + "). Try again when it does",
                        e);
        };
    }

    private static String code(Status status) {
        return status.getCode() + (status.getDescription() == null ? "" : ": " + status.getDescription());
    }

    private static RunRefused noSuch(String id) {
        return new RunRefused(
                Reason.NO_SUCH_SCHEDULE,
                "there is no schedule " + id
                        + " that Understudy made. 'understudy schedule list' names those there are");
    }
}
