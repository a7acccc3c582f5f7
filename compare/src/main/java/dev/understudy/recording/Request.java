package dev.understudy.recording;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One call to the Kubernetes API, as the recording proxy saw it. As JSON: one object on one line, see {@link RequestJson};
 * what is null is left out. The trees are shared, not copied: nobody may change them.
 *
 * @param number its place in the order in which requests arrived at the proxy, from 1
 * @param invocation names the invocation that made it; null where that is not known
 * @param method as sent, in upper case
 * @param path without the query, as sent: percent-encoded, beginning with a slash
 * @param query the decoded parameters, each with its values in the order in which they were sent
 * @param contentType of the body as sent, with its parameters; null where there was none
 * @param body the body as JSON, with YAML and the like converted and secrets redacted; null where there was none, or none
 *     that could be read (then {@code notes} say so)
 * @param stdin what was sent into an {@code exec} or {@code attach}, redacted; null where nothing was
 * @param status of the answer; 101 for an upgraded connection, 0 where no answer came
 * @param before the main resource as it was read right before a write: for a subresource ({@code /scale},
 *     {@code /eviction}) the object it belongs to, for the deletion of a collection a list with {@code items}; null where
 *     it did not exist, or could not be read (then {@code notes} say so)
 * @param after the same, read right after the write (or its answer, where that is the object); null where it is gone
 * @param notes what one must know to judge it: {@link #BEFORE_UNREADABLE} and the other words here
 * @param userAgent as sent
 * @param kubectlCommand the header {@code Kubectl-Command}
 * @param kubectlSession the header {@code Kubectl-Session}, the same for all requests of one kubectl
 * @param impersonatedUser the header {@code Impersonate-User}
 * @param server the API server's URL, without a trailing slash: tells clusters apart
 * @param startedAt when the request had arrived
 * @param endedAt when its answer was passed on; for a stream, when it was closed
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Request(
        long number,
        @Nullable String invocation,
        String method,
        String path,
        Map<String, List<String>> query,
        @Nullable String contentType,
        @Nullable JsonNode body,
        @Nullable String stdin,
        int status,
        @Nullable JsonNode before,
        @Nullable JsonNode after,
        List<String> notes,
        @Nullable String userAgent,
        @Nullable String kubectlCommand,
        @Nullable String kubectlSession,
        @Nullable String impersonatedUser,
        @Nullable String server,
        Instant startedAt,
        Instant endedAt) {
    /** A note: the object could not be read before the write, so {@code before} says nothing. */
    public static final String BEFORE_UNREADABLE = "before-unreadable";

    /** A note: the object could not be read after the write, so {@code after} says nothing. */
    public static final String AFTER_UNREADABLE = "after-unreadable";

    /** A note: someone else wrote the object between the two reads, so their difference is not this request's alone. */
    public static final String MOVED_BETWEEN = "moved-between";

    /** A note: the body was too large, or not readable, and is not kept. */
    public static final String BODY_DROPPED = "body-dropped";

    /** A note: only the beginning of what was sent into the pod is kept. */
    public static final String STDIN_CUT = "stdin-cut";

    /** A note: something was sent through a {@code port-forward}; what, nobody saw. */
    public static final String TUNNEL_USED = "tunnel-used";

    public Request {
        Map<String, List<String>> sorted = new TreeMap<>();
        if (query != null) {
            query.forEach((name, values) -> sorted.put(name, List.copyOf(values)));
        }
        query = Collections.unmodifiableMap(sorted);
        notes = notes == null ? List.of() : List.copyOf(notes);
        body = orNull(body);
        before = orNull(before);
        after = orNull(after);
    }

    /** The same, made by another invocation. */
    public Request madeBy(@Nullable String other) {
        return new Request(
                number,
                other,
                method,
                path,
                query,
                contentType,
                body,
                stdin,
                status,
                before,
                after,
                notes,
                userAgent,
                kubectlCommand,
                kubectlSession,
                impersonatedUser,
                server,
                startedAt,
                endedAt);
    }

    /** Jackson reads a JSON null into a tree as a node of its own. */
    private static @Nullable JsonNode orNull(@Nullable JsonNode node) {
        return node == null || node.isNull() || node.isMissingNode() ? null : node;
    }
}
