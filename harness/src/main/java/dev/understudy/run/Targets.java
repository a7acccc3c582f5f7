package dev.understudy.run;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The targets that the server knows, by name, and the clusters that their operations reach.
 *
 * @param byName in the order of the configuration
 * @param kubeconfigs for each cluster name used by a target, the path of the kubeconfig to reach it with
 */
public record Targets(Map<String, Target> byName, Map<String, String> kubeconfigs) {
    public Targets {
        byName = Collections.unmodifiableMap(new LinkedHashMap<>(byName));
        kubeconfigs = Map.copyOf(kubeconfigs);
    }

    public Optional<Target> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    public Collection<Target> all() {
        return byName.values();
    }
}
