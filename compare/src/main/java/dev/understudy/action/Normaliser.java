package dev.understudy.action;

import java.util.List;

/**
 * Tells what a program's arguments mean. One for each tool, found by {@link java.util.ServiceLoader}; the invocation's own
 * arguments are all it sees, so it is pure and gives the same answer everywhere.
 */
public interface Normaliser {
    /** Whether this normaliser understands programs of this name (the last component of the path, as {@code gzip}). */
    boolean understands(String program);

    /**
     * The actions of one invocation, in the order in which the program does them; several where it names several objects.
     * Arguments that the normaliser does not understand give one action with {@link Effect#UNKNOWN}, never an empty list;
     * an empty list says that the program certainly has no effect worth comparing.
     */
    List<Action> actions(ProgramCall call);
}
