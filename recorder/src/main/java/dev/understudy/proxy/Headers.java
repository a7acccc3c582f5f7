package dev.understudy.proxy;

import io.vertx.core.MultiMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Which headers go on, and which are between two neighbours only (RFC 9110, 7.6.1). */
final class Headers {
    private static final Set<String> OF_CONNECTION =
            Set.of("connection", "keep-alive", "proxy-connection", "te", "trailer", "transfer-encoding", "upgrade");

    private Headers() {}

    /** Those of a request, without the ones by which the client signed in with us. */
    static void request(MultiMap from, MultiMap to, boolean upgrade) {
        for (Map.Entry<String, String> header : from) {
            String name = header.getKey().toLowerCase(Locale.ROOT);
            boolean ours = name.equals("host") || name.equals("authorization") || name.equals("expect");
            if (!ours && !isIdentity(name) && (upgrade || !OF_CONNECTION.contains(name))) {
                to.add(header.getKey(), header.getValue());
            }
        }
    }

    static void answer(MultiMap from, MultiMap to, boolean upgrade) {
        for (Map.Entry<String, String> header : from) {
            if (upgrade || !OF_CONNECTION.contains(header.getKey().toLowerCase(Locale.ROOT))) {
                to.add(header.getKey(), header.getValue());
            }
        }
    }

    /** By which a client acts as somebody else. */
    static boolean isIdentity(String name) {
        return name.toLowerCase(Locale.ROOT).startsWith("impersonate-");
    }
}
