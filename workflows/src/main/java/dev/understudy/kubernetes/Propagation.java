package dev.understudy.kubernetes;

/** What becomes of the objects that a deleted object owns. */
public enum Propagation {
    /** They are deleted afterwards. */
    BACKGROUND("Background"),
    /** They are deleted first. */
    FOREGROUND("Foreground"),
    /** They stay. */
    ORPHAN("Orphan");

    private final String word;

    Propagation(String word) {
        this.word = word;
    }

    /** As the API spells it. */
    String word() {
        return word;
    }
}
