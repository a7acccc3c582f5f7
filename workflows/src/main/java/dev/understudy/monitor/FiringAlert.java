package dev.understudy.monitor;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * An alert that fires.
 *
 * @param monitor which one says so: {@code alertmanager}, {@code prometheus} or {@code datadog}
 * @param name as the monitor calls it
 * @param labels its labels, or tags, by name
 * @param summary its author's one line; empty where there is none
 */
public record FiringAlert(String monitor, String name, SortedMap<String, String> labels, String summary) {
    public FiringAlert {
        labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
    }

    /** One line for people. */
    public String words() {
        return "alert " + name + " fires (" + monitor + ")" + (summary.isEmpty() ? "" : ": " + summary);
    }
}
