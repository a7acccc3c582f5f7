package dev.understudy.monitor;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Datadog's monitors by its API v1, {@code GET /api/v1/monitor}: those whose overall state is {@code Alert}, and those without
 * data that are to notify of that; not what is muted as a whole. Source: docs.datadoghq.com, API reference, "Get all monitors".
 *
 * @param base as {@code https://api.datadoghq.eu}
 * @param keys the two headers; never shown
 */
record Datadog(URI base, Map<String, String> keys) implements Monitor {
    private static final int PAGE = 100;

    @Override
    public List<FiringAlert> firing(Matching matching) {
        List<FiringAlert> firing = new ArrayList<>();
        int page = 0;
        JsonNode monitors;
        do {
            monitors = MonitorHttp.get("Datadog", URI.create(base + path(matching, page++)), keys);
            if (!monitors.isArray()) {
                throw new MonitorAway("Datadog at " + base + " does not answer as its API v1 does");
            }
            for (JsonNode monitor : monitors) {
                SortedMap<String, String> tags = tags(monitor.path("tags"));
                if (fires(monitor) && matching.matches(tags)) {
                    firing.add(new FiringAlert(
                            "datadog",
                            monitor.path("name").asText(),
                            tags,
                            "state " + monitor.path("overall_state").asText() + ", monitor "
                                    + monitor.path("id").asText()));
                }
            }
        } while (monitors.size() == PAGE);
        return firing;
    }

    private static String path(Matching matching, int page) {
        String tags = matching.labels().entrySet().stream()
                .map(label -> label.getKey() + ":" + label.getValue())
                .sorted()
                .collect(Collectors.joining(","));
        return "/api/v1/monitor?page=" + page + "&page_size=" + PAGE
                + (tags.isEmpty() ? "" : "&monitor_tags=" + URLEncoder.encode(tags, StandardCharsets.UTF_8));
    }

    private static boolean fires(JsonNode monitor) {
        JsonNode options = monitor.path("options");
        if (options.path("silenced").has("*")) {
            return false;
        }
        return switch (monitor.path("overall_state").asText()) {
            case "Alert" -> true;
            case "No Data" -> options.path("notify_no_data").asBoolean();
            default -> false;
        };
    }

    private static SortedMap<String, String> tags(JsonNode list) {
        SortedMap<String, String> tags = new TreeMap<>();
        for (JsonNode tag : list) {
            String text = tag.asText();
            int colon = text.indexOf(':');
            tags.put(colon < 0 ? text : text.substring(0, colon), colon < 0 ? "" : text.substring(colon + 1));
        }
        return tags;
    }

    @Override
    public String toString() {
        return "Datadog at " + base;
    }
}
