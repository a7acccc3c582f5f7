package dev.understudy.sample;

/** @param feature which one of those in {@link FeaturesWorkflow}; {@code fan-out:N} for N operations at once */
public record FeaturesInput(String folder, String archive, String feature) {}
