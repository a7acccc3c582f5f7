package dev.understudy.kubernetes;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.temporal.failure.ApplicationFailure;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Why an operation on a cluster failed: the type of the {@link ApplicationFailure}, and whether trying again can help. */
public enum ClusterFailure {
    /** The configuration names no such cluster. */
    CLUSTER_UNKNOWN(false),
    /** The kubeconfig cannot be read, or is none. */
    KUBECONFIG_UNUSABLE(false),
    /** Nothing answers. */
    CLUSTER_AWAY(true),
    /** The cluster does not know who asks (401). */
    NOT_SIGNED_IN(false),
    /** Who asks may not (403). */
    FORBIDDEN(false),
    NOT_FOUND(false),
    /** Somebody else changed the object at the same time (409), or it is not as it was expected to be. */
    CONFLICT(false),
    /** The cluster finds the request invalid, or its admission refuses it (400, 422). */
    REJECTED(false),
    /** Asked to wait (429), or an error of the cluster (5xx). */
    CLUSTER_BUSY(true),
    /** It did not happen within the time that was given. */
    TIMED_OUT(false),
    /** It may have been done or not, and doing it twice could do harm. */
    OUTCOME_UNKNOWN(false),
    /** The guard of a client that may not write stopped the request: it never left. */
    WRITE_REFUSED(false);

    private final boolean retryable;

    ClusterFailure(boolean retryable) {
        this.retryable = retryable;
    }

    /** @param message what happened, to what, why, and what to do next */
    public ApplicationFailure with(String message) {
        return with(message, null);
    }

    ApplicationFailure with(String message, @Nullable Throwable cause) {
        return ApplicationFailure.newBuilder()
                .setType(name())
                .setMessage(message)
                .setNonRetryable(!retryable)
                .setCause(cause)
                .build();
    }

    /** The failure that a client's error means, for somebody who did {@code doing} ({@code "scaling statefulset a/b"}). */
    static ApplicationFailure of(KubernetesClientException e, String cluster, String doing) {
        WriteRefused refused = WriteRefused.within(e);
        String at = doing + " on cluster " + cluster + " failed: ";
        if (refused != null) {
            return WRITE_REFUSED.with(at + refused.getMessage(), e);
        }
        String said = e.getStatus() != null && e.getStatus().getMessage() != null
                ? e.getStatus().getMessage()
                : String.valueOf(e.getMessage());
        if (e.getCode() <= 0) {
            return CLUSTER_AWAY.with(
                    at + "it does not answer (" + rootMessage(e)
                            + "). Check the server in its kubeconfig and the network; it is tried again",
                    e);
        }
        return switch (e.getCode()) {
            case 401 ->
                NOT_SIGNED_IN.with(
                        at + "it does not accept the credentials of the kubeconfig. Renew them, then run again", e);
            case 403 ->
                FORBIDDEN.with(at + said + ". Grant this permission to the worker's account, then run again", e);
            case 404 -> NOT_FOUND.with(at + said + ". Correct the run's parameters", e);
            case 409 -> CONFLICT.with(at + said, e);
            case 400, 422 -> REJECTED.with(at + said, e);
            case 429 -> CLUSTER_BUSY.with(at + said + ". It is tried again", e);
            default ->
                e.getCode() >= 500
                        ? CLUSTER_BUSY.with(at + said + " (" + e.getCode() + "); it is tried again", e)
                        : REJECTED.with(at + said + " (" + e.getCode() + ")", e);
        };
    }

    private static String rootMessage(Throwable e) {
        Throwable root = e;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        String message = root.getMessage();
        return message == null ? root.getClass().getSimpleName().toLowerCase(Locale.ROOT) : message;
    }
}
