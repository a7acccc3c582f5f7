package dev.understudy.shadow;

/**
 * What may be known of a prediction before the operator acts: that there is one, and its hash.
 *
 * @param position its place in the order of publication within the run, from 1 without holes: where to go on asking. Parallel
 *     operations are published in any order of their sequence, so a sequence would not do
 * @param sequence the prediction's number within the run
 * @param hash see {@link dev.understudy.prediction.Commitment}
 */
public record PublishedCommitment(long position, long sequence, String hash) {}
