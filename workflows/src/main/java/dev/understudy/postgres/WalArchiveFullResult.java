package dev.understudy.postgres;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came of it, as the real folders showed afterwards.
 *
 * @param freedBytes by how much the archive shrank, negative where it grew meanwhile; null where a rehearsal cannot know it
 * @param compressed segments that were compressed, by their names before
 * @param moved compressed files that are now in the cold folder
 * @param left compressed files that are still in the archive
 * @param deleted partial segments that were deleted
 */
public record WalArchiveFullResult(
        @Nullable Long freedBytes,
        List<String> compressed,
        List<String> moved,
        List<String> left,
        List<String> deleted) {}
