package dev.understudy.redaction;

import java.io.IOException;

/** The key or the rules of the installation cannot be used; the message says which file, where in it, why, what to do. */
public final class RedactionConfigException extends IOException {
    private static final long serialVersionUID = 1L;

    public RedactionConfigException(String message) {
        super(message);
    }
}
