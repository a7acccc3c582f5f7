package dev.understudy.picker;

/**
 * A line to choose.
 *
 * @param value what it stands for
 * @param label what is shown and searched first
 * @param detail what is shown and searched behind it; empty for nothing
 */
public record Choice(String value, String label, String detail) {
    boolean matches(String filter) {
        String text = (label + " " + detail).toLowerCase(java.util.Locale.ROOT);
        for (String word : filter.toLowerCase(java.util.Locale.ROOT).strip().split("\\s+")) {
            if (!text.contains(word)) {
                return false;
            }
        }
        return true;
    }
}
