package dev.understudy.journal;

import dev.understudy.action.Action;
import dev.understudy.action.Effect;
import dev.understudy.operation.Mode;
import java.time.Instant;
import java.util.Map;

/** Operations as workflows reach them. */
final class Reached {
    static final Instant START = Instant.parse("2026-03-01T10:00:00.123456Z");

    private Reached() {}

    static ReachedOperation write(String run, long sequence, Mode mode) {
        return operation(
                run, sequence, Kind.WRITE, mode, "Scale", "update", "kubernetes:apps/statefulsets/pay/db", "eu-1");
    }

    static ReachedOperation read(String run, long sequence) {
        return operation(
                run,
                sequence,
                Kind.READ,
                Mode.SHADOW,
                "ReadSize",
                "get",
                "kubernetes:apps/statefulsets/pay/db",
                "eu-1");
    }

    static ReachedOperation operation(
            String run,
            long sequence,
            Kind kind,
            Mode mode,
            String activity,
            String verb,
            String object,
            String target) {
        return new ReachedOperation(
                run,
                sequence,
                sequence - 1,
                activity,
                "activity-" + sequence,
                kind,
                "workflow-" + run,
                "ScaleOut",
                Action.of(kind == Kind.READ ? Effect.READ : Effect.WRITE, verb, object, Map.of("/spec/replicas", "5")),
                mode,
                target,
                "scale",
                "00ff",
                "{\"replicas\":5}",
                START.plusSeconds(sequence));
    }
}
