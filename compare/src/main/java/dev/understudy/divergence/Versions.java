package dev.understudy.divergence;

/**
 * What made a report; another version of any of it may say otherwise.
 *
 * @param comparison the version of the comparison's own code
 * @param normalisers a fingerprint of the normalisers and their tables
 * @param rules a fingerprint of the reviewers' rules that acted; {@code none} for none
 */
public record Versions(String comparison, String normalisers, String rules) {}
