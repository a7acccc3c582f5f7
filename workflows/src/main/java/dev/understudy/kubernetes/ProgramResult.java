package dev.understudy.kubernetes;

import org.jspecify.annotations.Nullable;

/**
 * What came of a program.
 *
 * @param exit its exit code; null where it is not known, as in a rehearsal
 * @param output the end of what it printed, at most 64 KiB
 */
public record ProgramResult(@Nullable Integer exit, String output) {
    static final ProgramResult UNKNOWN = new ProgramResult(null, "");
    private static final int MOST = 64 * 1024;

    public ProgramResult {
        output = output.length() > MOST ? output.substring(output.length() - MOST) : output;
    }

    /** Whether it said that it succeeded. Unknown is not success. */
    public boolean succeeded() {
        return exit != null && exit == 0;
    }
}
