package dev.understudy.sample;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/** Undoes on real files. */
public final class RestoreActivities implements RestoreOperations {
    @Override
    public String restoreLog(RestoreLog operation) {
        Path compressed = Path.of(operation.path());
        Path log = Path.of(operation.path().substring(0, operation.path().length() - ".gz".length()));
        try {
            try (InputStream in = new GZIPInputStream(Files.newInputStream(compressed))) {
                Files.copy(in, log);
            }
            Files.delete(compressed);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return log.toString();
    }
}
