package dev.understudy.importing;

import org.jspecify.annotations.Nullable;

/**
 * What to import.
 *
 * @param origin names the server, as {@code temporal:HOST:PORT/NAMESPACE}; the same server must always have the same name
 * @param query which executions, in Temporal's list filter; empty for all
 * @param target on what they worked, for those who search; null takes the namespace
 */
public record ImportRequest(
        String origin,
        String namespace,
        String query,
        @Nullable String target) {
    /** The usual name of a server. */
    public static String origin(String address, String namespace) {
        return "temporal:" + address + "/" + namespace;
    }
}
