package dev.understudy.refusal;

import java.util.Map;

/** Why a request is refused: one clear line for people, a word for programs, and the HTTP status. */
public final class Problem extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;
    private final transient Map<String, Object> more;

    private Problem(int status, String code, String message, Map<String, Object> more) {
        super(message, null, false, false);
        this.status = status;
        this.code = code;
        this.more = Map.copyOf(more);
    }

    public static Problem of(int status, String code, String message) {
        return new Problem(status, code, message, Map.of());
    }

    /** 400: the request is not well formed. */
    public static Problem badRequest(String code, String message) {
        return of(400, code, message);
    }

    /** 401: nobody is signed in. */
    public static Problem notSignedIn(String message) {
        return of(401, "not-signed-in", message);
    }

    /** 403: not for this person, or not from there. */
    public static Problem forbidden(String code, String message) {
        return of(403, code, message);
    }

    /** 404: there is no such thing. */
    public static Problem noSuch(String thing, String name) {
        return of(404, "no-such-" + thing, "there is no " + thing + " '" + name + "'");
    }

    /** 409: it cannot be done as things are. */
    public static Problem conflict(String code, String message) {
        return of(409, code, message);
    }

    /** 422: well formed, but it names something that is not, or cannot be. */
    public static Problem unprocessable(String code, String message) {
        return of(422, code, message);
    }

    /** The same with one more field in the answer. */
    public Problem with(String field, Object value) {
        Map<String, Object> fields = new java.util.LinkedHashMap<>(more);
        fields.put(field, value);
        return new Problem(status, code, String.valueOf(getMessage()), fields);
    }

    public int status() {
        return status;
    }

    /** A lower-case word with hyphens that programs can rely on. */
    public String code() {
        return code;
    }

    /** The body of the answer. */
    public Map<String, Object> body() {
        Map<String, Object> body = new java.util.LinkedHashMap<>();
        body.put("error", String.valueOf(getMessage()));
        body.put("code", code);
        body.putAll(more);
        return body;
    }
}
