package dev.understudy.scaleout;

/**
 * What came of it.
 *
 * @param before how many pods it should have had before
 * @param after how many it should have now, all of which are ready
 */
public record ScaleOutResult(int before, int after) {}
