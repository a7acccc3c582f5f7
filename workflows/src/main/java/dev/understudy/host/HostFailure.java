package dev.understudy.host;

import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Why an operation on files failed: the type of the {@link ApplicationFailure}, and whether trying again can help. */
public enum HostFailure {
    /** A path that the operation must not touch: not absolute, outside of its folder, a link, or not a regular file. */
    PATH_REFUSED(false),
    FOLDER_MISSING(false),
    FILE_MISSING(false),
    /** Something of another content is already where the result should go. */
    TARGET_EXISTS(false),
    /** Somebody wrote the file while it was read. */
    FILE_CHANGED(true),
    PERMISSION_DENIED(false),
    NO_SPACE(true),
    /** What was written does not read back as what was read: suspect the disk. */
    NOT_READ_BACK(true),
    IO_FAILED(true);

    private final boolean retryable;

    HostFailure(boolean retryable) {
        this.retryable = retryable;
    }

    /** @param message what happened, to what, why, and what to do next */
    ApplicationFailure with(String message) {
        return failure(message, null);
    }

    private ApplicationFailure failure(String message, @Nullable Throwable cause) {
        return ApplicationFailure.newBuilder()
                .setType(name())
                .setMessage(message)
                .setNonRetryable(!retryable)
                .setCause(cause)
                .build();
    }

    /** The failure that an I/O error means, for somebody who did {@code doing} to {@code path}. */
    static ApplicationFailure of(IOException e, String doing, Path path) {
        String at = doing + " " + path + " failed: ";
        if (e instanceof NoSuchFileException missing) {
            return FILE_MISSING.failure(
                    at + missing.getFile() + " is not there (any more). Look who removes files there, then run again",
                    e);
        }
        if (e instanceof NotDirectoryException no) {
            return FOLDER_MISSING.failure(at + no.getFile() + " is not a folder. Correct the run's parameters", e);
        }
        if (e instanceof AccessDeniedException denied) {
            return PERMISSION_DENIED.failure(
                    at + "no permission on " + denied.getFile() + " for the worker's user "
                            + System.getProperty("user.name") + ". Grant it, or run the worker as the files' owner",
                    e);
        }
        String reason = e instanceof FileSystemException fs && fs.getReason() != null
                ? fs.getReason()
                : String.valueOf(e.getMessage());
        if (reason.contains("No space left") || reason.contains("quota exceeded")) {
            return NO_SPACE.failure(at + "the disk is full. Make room; it is tried again meanwhile", e);
        }
        if (reason.contains("Operation not permitted")) {
            return PERMISSION_DENIED.failure(
                    at + "it is not permitted to the worker's user " + System.getProperty("user.name")
                            + ". Run the worker as the files' owner",
                    e);
        }
        return IO_FAILED.failure(at + reason + ". It is tried again; look at the disk if it stays", e);
    }
}
