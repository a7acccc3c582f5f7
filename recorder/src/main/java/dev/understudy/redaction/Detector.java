package dev.understudy.redaction;

import java.util.function.Consumer;

/** Finds secrets of some kind. Pure and thread-safe. */
interface Detector {
    /** Tells every secret in {@code text}, in any order; they may overlap each other and those of other detectors. */
    void find(String text, Consumer<Secret> found);
}
