package dev.understudy.action;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The words for statements that are sent to databases and for HTTP requests: operation {@code query} on
 * {@code sql:HOST/DATABASE} with the statement, {@code command} on {@code redis:HOST}, and the method in lower case on the
 * URL. The normalisers of the clients and the operations of workflows spell them alike.
 */
public final class DatabaseActions {
    private DatabaseActions() {}

    /**
     * One statement. White space and a final semicolon do not tell statements apart; case does, as in a name.
     *
     * @param system the server's sort: {@code postgresql}, {@code mysql}, {@code cassandra}
     * @param host null for the client's default
     * @param database null for the client's default
     */
    public static Action query(
            Effect effect, String system, @Nullable String host, @Nullable String database, String statement) {
        return Action.of(
                effect,
                "query",
                system + ":" + (host == null ? "" : host) + "/" + (database == null ? "" : database),
                Map.of("statement", statement.strip().replaceAll("\\s+", " ").replaceAll("( ?;)+$", "")));
    }

    /** @param argv a JSON array: the command's words */
    public static Action redis(Effect effect, @Nullable String host, java.util.List<String> argv) {
        return Action.of(
                effect, "command", "redis:" + (host == null ? "" : host), Map.of("argv", JsonText.array(argv)));
    }

    /** @param body null for none */
    public static Action http(Effect effect, String method, String url, @Nullable String body) {
        Map<String, String> fields = new TreeMap<>();
        if (body != null) {
            fields.put("body", body);
        }
        return Action.of(effect, method.toLowerCase(java.util.Locale.ROOT), url, fields);
    }
}
