package dev.understudy.twin;

import java.util.List;

/**
 * What is on a twin now.
 *
 * @param namespaces those that were copied
 * @param objects how many
 * @param notes one line for people for each thing that is not as in the original
 */
public record Cloned(List<String> namespaces, int objects, List<String> notes) {
    public Cloned {
        namespaces = List.copyOf(namespaces);
        notes = List.copyOf(notes);
    }
}
