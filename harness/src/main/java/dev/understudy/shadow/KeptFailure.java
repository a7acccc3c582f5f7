package dev.understudy.shadow;

import dev.understudy.store.Json;
import io.temporal.failure.ApplicationFailure;

/**
 * How a read failed, as the journal keeps it for backtests.
 *
 * @param type as a workflow sees it in its {@link ApplicationFailure}: the exception's class, or the name that its author gave
 * @param message its first line
 */
public record KeptFailure(String type, String message) {
    static KeptFailure of(Throwable e) {
        return e instanceof ApplicationFailure failure
                ? new KeptFailure(failure.getType(), String.valueOf(failure.getOriginalMessage()))
                : new KeptFailure(e.getClass().getName(), Failure.words(e));
    }

    public static KeptFailure read(String json) {
        return Json.read(json, KeptFailure.class);
    }
}
