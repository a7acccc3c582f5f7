package dev.understudy.divergence;

/**
 * What made a report; another version of any of it may say otherwise.
 *
 * @param comparison the version of the comparison's own code
 * @param normalisers a fingerprint of the normalisers and their tables
 * @param rules the reviewers' rules that could act in the run, each with its version: {@code rule-1 v2, rule-4 v1};
 *     {@code none} for none
 */
public record Versions(String comparison, String normalisers, String rules) {
    public static final String NO_RULES = "none";

    Versions with(String named) {
        return new Versions(comparison, normalisers, named);
    }
}
