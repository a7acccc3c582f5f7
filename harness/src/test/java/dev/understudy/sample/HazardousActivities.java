package dev.understudy.sample;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Real files, with a trace of each act in {@code acts.txt} beside them. Where it is doomed, it hangs before what it does to a
 * log whose name says {@code before}, and after what it did to one whose name says {@code after}, and leaves a file
 * {@code NAME.hangs} there: now is the time to kill it.
 */
public final class HazardousActivities extends LogActivities implements HazardousOperations {
    private final boolean doomed;

    public HazardousActivities(boolean doomed) {
        this.doomed = doomed;
    }

    @Override
    public String compressLog(CompressLog operation) {
        Path folder = Path.of(operation.folder());
        hang(folder, operation.name(), "before");
        String compressed = super.compressLog(operation);
        done(folder, "compressed " + operation.name());
        hang(folder, operation.name(), "after");
        return compressed;
    }

    @Override
    public String purgeLog(PurgeLog operation) {
        Path folder = Path.of(operation.folder());
        hang(folder, operation.name(), "before");
        try {
            Files.deleteIfExists(folder.resolve(operation.name()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        done(folder, "purged " + operation.name());
        hang(folder, operation.name(), "after");
        return folder + "/" + operation.name();
    }

    private static void done(Path folder, String what) {
        try {
            Files.writeString(
                    folder.resolveSibling("acts.txt"),
                    what + "\n",
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void hang(Path folder, String name, String when) {
        if (!doomed || !name.contains(when)) {
            return;
        }
        try {
            Files.createFile(folder.resolveSibling(name + ".hangs"));
            Thread.sleep(Long.MAX_VALUE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
