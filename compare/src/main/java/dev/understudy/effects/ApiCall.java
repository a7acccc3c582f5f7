package dev.understudy.effects;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.understudy.effects.document.FieldRules;
import dev.understudy.effects.document.ListRules;
import dev.understudy.effects.document.Shape;
import dev.understudy.recording.Request;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A request with what its path means.
 *
 * @param schema the structural schema of the resource; null where it is not known or has none
 */
public record ApiCall(
        Request request, ApiPath path, @Nullable JsonNode schema) {
    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");

    /** What a GET on it may do more than look. */
    private static final Set<String> STREAMS = Set.of("exec", "attach", "portforward");

    /** Asked with POST, and yet nothing is stored: who am I, and what may I do. */
    private static final Set<String> REVIEWS = Set.of(
            "selfsubjectaccessreviews",
            "selfsubjectrulesreviews",
            "selfsubjectreviews",
            "subjectaccessreviews",
            "localsubjectaccessreviews",
            "tokenreviews");

    public static ApiCall of(Request request, Schemas schemas) {
        ApiPath path = ApiPath.of(request.path());
        return new ApiCall(request, path, schemas.of(path));
    }

    /** Whether it certainly changes nothing, whatever the server answered. */
    public boolean isRead() {
        if (READING.contains(request.method())) {
            return path.subresource() == null || !STREAMS.contains(path.subresource());
        }
        return is("POST") && path.resource() != null && REVIEWS.contains(path.resource()) && path.name() == null;
    }

    public boolean is(String method) {
        return request.method().equals(method);
    }

    /** Whether it is on this subresource; null for the object itself. */
    public boolean isOn(@Nullable String subresource) {
        return subresource == null ? path.subresource() == null : subresource.equals(path.subresource());
    }

    /** Whether it is on this resource. */
    public boolean isOf(String group, String resource) {
        return group.equals(path.group()) && resource.equals(path.resource());
    }

    /** The object that the path names, with the subresource; the resource is empty where the path is none of the API. */
    public ClusterObject object() {
        return new ClusterObject(
                request.server(),
                path.group() == null ? "" : path.group(),
                path.resource() == null ? request.path() : path.resource(),
                path.namespace(),
                path.name(),
                path.subresource());
    }

    /** An effect on that object without anything more. */
    public CanonicalEffect effect(String operation) {
        return CanonicalEffect.of(operation, object(), request.number());
    }

    /** The same without the subresource, for those that only are a door to a part of the object. */
    public CanonicalEffect effectOnObject(String operation) {
        ClusterObject object = object();
        return CanonicalEffect.of(
                operation,
                new ClusterObject(
                        object.cluster(), object.group(), object.resource(), object.namespace(), object.name(), null),
                request.number());
    }

    /** A value of the body; missing where there is none. */
    public JsonNode body(String... path) {
        JsonNode at = request.body() == null ? MissingNode.getInstance() : request.body();
        for (String name : path) {
            at = at.path(name);
        }
        return at;
    }

    /** The first value of a parameter of the query; null where it is not given. */
    public @Nullable String query(String name) {
        List<String> values = request.query().getOrDefault(name, List.of());
        return values.isEmpty() ? null : values.get(0);
    }

    public boolean noted(String note) {
        return request.notes().contains(note);
    }

    /** How the documents of the resource are read. @param made whether the request made the object */
    public Shape shape(boolean made) {
        return new Shape(
                FieldRules.installed().of(String.valueOf(path.group()), String.valueOf(path.resource())),
                ListRules.installed(),
                schema,
                request.body(),
                made);
    }

    /** How the documents are read where the request is about the status. */
    public Shape statusShape() {
        return new Shape(
                FieldRules.installed().ofStatus(String.valueOf(path.group()), String.valueOf(path.resource())),
                ListRules.installed(),
                schema,
                request.body(),
                false);
    }
}
