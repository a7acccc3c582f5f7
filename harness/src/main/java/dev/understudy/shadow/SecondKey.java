package dev.understudy.shadow;

/** Asked at the moment of every write of a LIVE run. */
@FunctionalInterface
public interface SecondKey {
    /** Whether this workflow, at this fingerprint, is promoted to act. An answer that cannot be had is an exception. */
    boolean confirms(String workflowType, String fingerprint);
}
