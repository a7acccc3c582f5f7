package dev.understudy.spool;

import java.io.IOException;

/** Another process records into the same folder. */
public final class SpoolInUseException extends IOException {
    private static final long serialVersionUID = 1L;

    SpoolInUseException(SessionFolder folder) {
        super("another recorder writes to " + folder.dir() + "; end it first, or record into another folder");
    }
}
