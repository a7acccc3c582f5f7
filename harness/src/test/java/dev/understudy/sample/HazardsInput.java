package dev.understudy.sample;

/** @param name of the log, which says as well what happens to it: see {@link HazardousActivities} */
public record HazardsInput(String folder, String archive, String name) {}
