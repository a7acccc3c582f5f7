package dev.understudy.sample;

/** @param feature which one: {@code fan-out:N}, {@code local}, {@code child}, {@code continue}, {@code cancel}, {@code days} */
public record FeaturesInput(String folder, String archive, String feature) {}
