package dev.understudy.spool;

import java.io.IOException;

/** A line in the middle of a spool is not what the recorder writes: somebody or some disk changed it. */
public final class DamagedSpoolException extends IOException {
    private static final long serialVersionUID = 1L;

    DamagedSpoolException(SessionFolder folder, long line, String what) {
        super(folder.events() + " line " + line + " " + what
                + ": the file was changed after it was recorded. Nothing of it is dropped; restore it from a copy.");
    }
}
