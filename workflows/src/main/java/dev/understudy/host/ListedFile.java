package dev.understudy.host;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A file that was found in a folder.
 *
 * @param name without the folder
 * @param modified when it was last written to; null for a file that is there in a rehearsal only
 */
public record ListedFile(String name, @Nullable Instant modified) {}
