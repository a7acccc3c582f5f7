package dev.understudy.store;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Times as the store keeps them: microseconds since 1970 in UTC, so that they sort, and index, as numbers. */
public final class Micros {
    private Micros() {}

    public static long of(Instant at) {
        return Math.addExact(Math.multiplyExact(at.getEpochSecond(), 1_000_000L), at.getNano() / 1_000);
    }

    public static @Nullable Long ofNullable(@Nullable Instant at) {
        return at == null ? null : of(at);
    }

    public static Instant instant(long micros) {
        return Instant.ofEpochSecond(Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1_000);
    }

    public static @Nullable Instant instantOrNull(@Nullable Long micros) {
        return micros == null ? null : instant(micros);
    }

    /** Without what the store cannot keep, so that a value equals what is read back. */
    public static Instant truncated(Instant at) {
        return at.truncatedTo(ChronoUnit.MICROS);
    }

    public static @Nullable Instant truncatedOrNull(@Nullable Instant at) {
        return at == null ? null : truncated(at);
    }
}
