package dev.understudy.monitor;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * Prometheus' Alertmanager by its API v2, {@code GET /api/v2/alerts}: what is active, and neither silenced nor inhibited.
 * Source: the OpenAPI description in Alertmanager's own repository, api/v2/openapi.yaml.
 */
record Alertmanager(URI base) implements Monitor {
    @Override
    public List<FiringAlert> firing(Matching matching) {
        JsonNode alerts = MonitorHttp.get(
                "Alertmanager",
                URI.create(base + "/api/v2/alerts?active=true&silenced=false&inhibited=false&unprocessed=false"),
                Map.of());
        if (!alerts.isArray()) {
            throw new MonitorAway("Alertmanager at " + base + " does not answer as its API v2 does");
        }
        List<FiringAlert> firing = new ArrayList<>();
        for (JsonNode alert : alerts) {
            SortedMap<String, String> labels = MonitorHttp.texts(alert.path("labels"));
            if (matching.matches(labels)) {
                firing.add(new FiringAlert(
                        "alertmanager",
                        labels.getOrDefault("alertname", "without a name"),
                        labels,
                        MonitorHttp.summary(alert.path("annotations"))));
            }
        }
        return firing;
    }
}
