package dev.understudy.kubernetes;

/**
 * Activities that reach nothing but their {@link Clusters}: given the clusters of a twin, they act on the twin and nowhere
 * else. Implement it, and your own activities can be rehearsed on a twin too.
 */
public interface OnClusters {
    /** The same activities on other clusters, which become theirs to close. */
    Object on(Clusters others);
}
