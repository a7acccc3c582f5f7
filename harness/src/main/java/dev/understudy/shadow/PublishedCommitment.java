package dev.understudy.shadow;

/**
 * What may be known of a prediction before the operator acts: that there is one, and its hash.
 *
 * @param sequence the prediction's number within the run
 * @param hash see {@link dev.understudy.prediction.Commitment}
 */
public record PublishedCommitment(long sequence, String hash) {}
