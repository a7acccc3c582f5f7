package dev.understudy.redaction;

import dev.understudy.recording.TextRedaction;
import java.io.IOException;
import java.io.UncheckedIOException;

/** The redaction of this installation, with its key, for parts that do not know the recorder. */
public final class InstalledRedaction implements TextRedaction {
    private final Redactor redactor;

    public InstalledRedaction() {
        try {
            redactor = Redactor.ofInstallation(System.getenv());
        } catch (IOException e) {
            throw new UncheckedIOException("the redaction key cannot be read: " + e.getMessage(), e);
        }
    }

    @Override
    public String redact(String text) {
        return redactor.redact(text);
    }
}
