package dev.understudy.monitor;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

/**
 * Prometheus by its API v1, {@code GET /api/v1/alerts}: what fires, and not what is only pending. It knows of no silences.
 * Source: prometheus.io, "HTTP API", Alerts.
 */
record Prometheus(URI base) implements Monitor {
    @Override
    public List<FiringAlert> firing(Matching matching) {
        JsonNode answer = MonitorHttp.get("Prometheus", URI.create(base + "/api/v1/alerts"), Map.of());
        JsonNode alerts = answer.path("data").path("alerts");
        if (!answer.path("status").asText().equals("success") || !alerts.isArray()) {
            throw new MonitorAway("Prometheus at " + base + " does not answer as its API v1 does");
        }
        List<FiringAlert> firing = new ArrayList<>();
        for (JsonNode alert : alerts) {
            SortedMap<String, String> labels = MonitorHttp.texts(alert.path("labels"));
            if (alert.path("state").asText().equals("firing") && matching.matches(labels)) {
                firing.add(new FiringAlert(
                        "prometheus",
                        labels.getOrDefault("alertname", "without a name"),
                        labels,
                        MonitorHttp.summary(alert.path("annotations"))));
            }
        }
        return firing;
    }
}
