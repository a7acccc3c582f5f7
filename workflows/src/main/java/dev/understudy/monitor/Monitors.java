package dev.understudy.monitor;

import dev.understudy.run.Target;
import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The monitors of a target, as its params name them: {@value #ALERTMANAGER}, {@value #PROMETHEUS} (addresses), {@value
 * #DATADOG} (a site such as {@code datadoghq.eu}; its keys are in the environment as {@code DD_API_KEY} and {@code DD_APP_KEY}),
 * and {@value #MATCHING} (labels that an alert must have to count, as {@code team=db,env=prod}).
 */
final class Monitors {
    static final String ALERTMANAGER = "monitors.alertmanager";
    static final String PROMETHEUS = "monitors.prometheus";
    static final String DATADOG = "monitors.datadog";
    static final String MATCHING = "monitors.matching";

    private final List<Monitor> monitors;
    private final Matching matching;

    private Monitors(List<Monitor> monitors, Matching matching) {
        this.monitors = List.copyOf(monitors);
        this.matching = matching;
    }

    /** @throws IllegalArgumentException where the params are not as they should be */
    static Monitors of(Target target, Map<String, String> environment) {
        Map<String, String> params = target.params();
        List<Monitor> monitors = new ArrayList<>();
        if (params.containsKey(ALERTMANAGER)) {
            monitors.add(new Alertmanager(address(target, ALERTMANAGER, params.get(ALERTMANAGER))));
        }
        if (params.containsKey(PROMETHEUS)) {
            monitors.add(new Prometheus(address(target, PROMETHEUS, params.get(PROMETHEUS))));
        }
        if (params.containsKey(DATADOG)) {
            String site = String.valueOf(params.get(DATADOG)).strip();
            String at = site.contains("://") ? site : "https://api." + site;
            monitors.add(new Datadog(
                    address(target, DATADOG, at),
                    Map.of(
                            "DD-API-KEY", key(environment, "DD_API_KEY"),
                            "DD-APPLICATION-KEY", key(environment, "DD_APP_KEY"))));
        }
        return new Monitors(monitors, Matching.parse(params.getOrDefault(MATCHING, "")));
    }

    boolean isEmpty() {
        return monitors.isEmpty();
    }

    /** What fires of what the target's params choose, by monitor and name. @throws MonitorAway where one does not answer */
    List<FiringAlert> firing() {
        return firing(matching);
    }

    List<FiringAlert> firing(Matching chosen) {
        return monitors.stream()
                .flatMap(monitor -> monitor.firing(chosen).stream())
                .sorted(Comparator.comparing(FiringAlert::monitor).thenComparing(FiringAlert::name))
                .toList();
    }

    private static URI address(Target target, String param, @Nullable String text) {
        String stripped = String.valueOf(text).strip();
        while (stripped.endsWith("/")) {
            stripped = stripped.substring(0, stripped.length() - 1);
        }
        try {
            URI uri = URI.create(stripped);
            if (uri.getHost() != null && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))) {
                return uri;
            }
        } catch (IllegalArgumentException e) {
            // told below, with the target's name
        }
        throw new IllegalArgumentException(
                "target " + target.name() + ": " + param + " is no address such as http://monitor:9093");
    }

    private static String key(Map<String, String> environment, String name) {
        String key = environment.get(name);
        if (key == null || key.isBlank()) {
            throw new IllegalArgumentException("Datadog is asked with a key in the environment variable " + name
                    + ", which is not set for the server");
        }
        return key.strip();
    }
}
