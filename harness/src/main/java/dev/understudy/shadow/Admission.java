package dev.understudy.shadow;

import java.util.Optional;

/** Asked before each operation of a run that a schedule started, for nobody asked anything at its start. May do I/O. */
@FunctionalInterface
public interface Admission {
    /** Lets every run begin. */
    Admission ALL = header -> Optional.empty();

    /** Why the run must not have begun, in one line for people; empty where it may. */
    Optional<String> refusal(RunHeader header);
}
