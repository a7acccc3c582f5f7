package dev.understudy.host;

import org.jspecify.annotations.Nullable;

/**
 * How much a folder holds.
 *
 * @param bytes the sum of the lengths of its regular files, those of subfolders included, links not followed; null where a
 *     rehearsal cannot know it
 * @param files how many regular files these are
 */
public record FolderSize(@Nullable Long bytes, long files) {}
