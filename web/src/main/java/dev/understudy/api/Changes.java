package dev.understudy.api;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Who wants to know when a run changes. Thread-safe. */
public final class Changes {
    private final Map<String, List<Runnable>> listeners = new ConcurrentHashMap<>();

    /** @return what ends the listening */
    public Runnable listen(String run, Runnable listener) {
        listeners.computeIfAbsent(run, key -> new CopyOnWriteArrayList<>()).add(listener);
        return () -> listeners.computeIfPresent(run, (key, all) -> {
            all.remove(listener);
            return all.isEmpty() ? null : all;
        });
    }

    public void happened(String run) {
        listeners.getOrDefault(run, List.of()).forEach(Runnable::run);
    }
}
