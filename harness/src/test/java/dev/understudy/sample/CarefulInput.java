package dev.understudy.sample;

/** @param care {@code compensates}, {@code once}, {@code local} or {@code outpaced} */
public record CarefulInput(String folder, String archive, String care) {}
