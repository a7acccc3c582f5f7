package dev.understudy.runbook;

/**
 * A part of a command that the operator replaces.
 *
 * @param text as the author wrote it: {@code <pod-name>}, {@code $POD}, {@code CLUSTER_NAME}, {@code ...}
 * @param name the name by which a run's parameters are bound: lower-case letters and digits joined by underscores
 *     ({@code pod_name}); empty for one that has no name ({@code ...})
 */
public record Placeholder(String text, String name) {
    /** The placeholder with the name that its text gives. */
    public static Placeholder of(String text) {
        String name = text.replaceAll("[^\\p{L}\\p{N}]+", "_").toLowerCase(java.util.Locale.ROOT);
        return new Placeholder(text, name.replaceAll("^_+|_+$", ""));
    }
}
