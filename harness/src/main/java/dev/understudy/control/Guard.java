package dev.understudy.control;

import dev.understudy.run.Target;
import java.util.List;

/** Looks at a target's monitors while a live run acts on it. Thread-safe; must answer within seconds. */
@FunctionalInterface
public interface Guard {
    /** Nobody looks. */
    Guard NONE = target -> List.of();

    /**
     * The alerts that must not fire while something acts on this target, and do; empty where none does. An answer that cannot be
     * had is an exception, and holds the run as an alert would.
     */
    List<Alert> firing(Target target);

    /**
     * An alert that fires.
     *
     * @param name as its monitor calls it
     * @param words one line for people
     */
    record Alert(String name, String words) {}
}
