package dev.understudy.shadow;

import dev.understudy.operation.Mode;
import io.temporal.api.common.v1.Payload;
import io.temporal.common.converter.DataConverter;
import io.temporal.common.converter.DefaultDataConverter;
import io.temporal.common.interceptors.Header;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What makes a workflow execution part of a run: travels as memo and header {@value #KEY} from the client to the workflow,
 * its children, its continuations and its activities. It is one key of two: whoever can start workflows can write it.
 *
 * @param target on what the run works
 * @param workflowType of the run's first workflow; its children inherit it
 * @param fingerprint of the code that decides
 * @param manner how the run is played, beside its mode
 * @param numbers which sequence numbers this execution may give
 * @param schedule the schedule that started the run; null where a person did. The memo of a schedule names no run: each of
 *     its workflows is one, of its own name
 */
public record RunHeader(
        Mode mode,
        String run,
        String target,
        String workflowType,
        String fingerprint,
        Manner manner,
        NumberBlock numbers,
        @Nullable String schedule) {
    public static final String KEY = "understudy";

    private static final String VERSION = "1";
    private static final DataConverter CONVERTER = DefaultDataConverter.newDefaultInstance();

    /** The header of a run's first workflow. */
    public static RunHeader of(Mode mode, String run, String target, String workflowType, String fingerprint) {
        return new RunHeader(mode, run, target, workflowType, fingerprint, Manner.ORDINARY, NumberBlock.WHOLE, null);
    }

    /** What the memo of a schedule says: of all its runs, and so without a name. */
    public static RunHeader ofSchedule(
            Mode mode, String schedule, String target, String workflowType, String fingerprint) {
        return new RunHeader(mode, "", target, workflowType, fingerprint, Manner.ORDINARY, NumberBlock.WHOLE, schedule);
    }

    /** The same as the run of this name. */
    RunHeader named(String name) {
        return new RunHeader(mode, name, target, workflowType, fingerprint, manner, numbers, schedule);
    }

    /** The same run, played in this manner. */
    public RunHeader in(Manner other) {
        return new RunHeader(mode, run, target, workflowType, fingerprint, other, numbers, schedule);
    }

    RunHeader with(NumberBlock block) {
        return new RunHeader(mode, run, target, workflowType, fingerprint, manner, block, schedule);
    }

    /** The same run, decided by the code with this fingerprint. */
    RunHeader decidedBy(String code) {
        return new RunHeader(mode, run, target, workflowType, code, manner, numbers, schedule);
    }

    /** As memo and in the header: text values only, so that any data converter keeps them. */
    public Map<String, String> toMap() {
        Map<String, String> map = new LinkedHashMap<>();
        map.put("version", VERSION);
        map.put("mode", mode.name());
        map.put("run", run);
        map.put("target", target);
        map.put("workflow", workflowType);
        map.put("fingerprint", fingerprint);
        if (schedule != null) {
            map.put("schedule", schedule);
        }
        manner.writeTo(map);
        numbers.writeTo(map);
        return map;
    }

    /** Empty for what is missing, unreadable, or written by another version: then every write is refused. */
    static Optional<RunHeader> read(@Nullable Map<String, String> map) {
        if (map == null || !VERSION.equals(map.get("version"))) {
            return Optional.empty();
        }
        String run = map.get("run");
        String target = map.get("target");
        String workflow = map.get("workflow");
        String fingerprint = map.get("fingerprint");
        Optional<Mode> mode = mode(map.get("mode"));
        Optional<NumberBlock> numbers = NumberBlock.read(map);
        if (run == null
                || target == null
                || workflow == null
                || fingerprint == null
                || mode.isEmpty()
                || numbers.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new RunHeader(
                mode.get(), run, target, workflow, fingerprint, Manner.read(map), numbers.get(), map.get("schedule")));
    }

    static Optional<RunHeader> read(Header header) {
        return read(mapIn(header));
    }

    /** The header's text values; null where there are none that can be read. */
    @SuppressWarnings("unchecked")
    static @Nullable Map<String, String> mapIn(Header header) {
        Payload payload = header.getValues().get(KEY);
        if (payload == null) {
            return null;
        }
        try {
            Map<String, String> read = CONVERTER.fromPayload(payload, Map.class, TEXT_MAP);
            return read;
        } catch (RuntimeException unreadable) {
            return null;
        }
    }

    static Header stamp(Header header, Map<String, String> values) {
        Map<String, Payload> all = new HashMap<>(header.getValues());
        all.put(KEY, CONVERTER.toPayload(values).orElseThrow());
        return new Header(all);
    }

    private static final java.lang.reflect.Type TEXT_MAP =
            new com.fasterxml.jackson.core.type.TypeReference<Map<String, String>>() {}.getType();

    private static Optional<Mode> mode(@Nullable String name) {
        for (Mode mode : Mode.values()) {
            if (mode.name().equals(name)) {
                return Optional.of(mode);
            }
        }
        return Optional.empty();
    }
}
