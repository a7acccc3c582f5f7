package dev.understudy.server;

import dev.understudy.refusal.Problem;
import io.javalin.http.Context;
import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What keeps another site, open in the same browser, from acting here: the {@code Host} must be one of ours (DNS rebinding),
 * what changes anything must come from our own pages (CSRF), and our pages run no script and load nothing but our own.
 */
final class BrowserGuard {
    private static final String CONTENT_SECURITY_POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; "
            + "img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    private final Set<String> hosts;
    private final boolean anyHost;

    /** @param loopback whether the server listens on loopback only, where a name that is not ours can only be a trick */
    BrowserGuard(boolean loopback, List<String> allowedHosts) {
        this.hosts = new HashSet<>(List.of("localhost", "127.0.0.1", "[::1]"));
        allowedHosts.forEach(host -> hosts.add(host.toLowerCase(Locale.ROOT)));
        this.anyHost = !loopback && allowedHosts.isEmpty();
    }

    /** Refuses what does not come from where it should, and sets the headers of every answer. */
    void check(Context ctx) {
        ctx.header("Content-Security-Policy", CONTENT_SECURITY_POLICY);
        ctx.header("X-Content-Type-Options", "nosniff");
        ctx.header("X-Frame-Options", "DENY");
        ctx.header("Referrer-Policy", "same-origin");
        ctx.header("Cross-Origin-Opener-Policy", "same-origin");
        ctx.header("Cross-Origin-Resource-Policy", "same-origin");
        ctx.header("Cache-Control", "no-store");
        String host = ctx.header("Host");
        if (host == null || !(anyHost || hosts.contains(nameOf(host)))) {
            throw Problem.of(
                    421,
                    "wrong-host",
                    "this server does not answer to the name " + host
                            + "; start it with --allow-host NAME where it should");
        }
        if (changes(ctx)) {
            checkOrigin(ctx, host);
        }
    }

    private static void checkOrigin(Context ctx, String host) {
        String origin = ctx.header("Origin");
        if (origin == null) {
            // Browsers name the origin of whatever a page sends; without it, only a program's own credentials count.
            if (ctx.header("Cookie") != null && ctx.header("Authorization") == null) {
                throw Problem.forbidden("no-origin", "a request with a sign-in cookie must name its origin");
            }
            return;
        }
        String authority;
        try {
            authority = URI.create(origin).getRawAuthority();
        } catch (IllegalArgumentException e) {
            authority = null;
        }
        if (!host.equalsIgnoreCase(authority)) {
            throw Problem.forbidden("other-origin", "this came from another site (" + origin + ") and is refused");
        }
    }

    private static boolean changes(Context ctx) {
        return switch (ctx.method().name()) {
            case "GET", "HEAD", "OPTIONS" -> false;
            default -> true;
        };
    }

    private static String nameOf(String host) {
        String lower = host.toLowerCase(Locale.ROOT);
        int colon = lower.lastIndexOf(':');
        return colon > lower.lastIndexOf(']') ? lower.substring(0, colon) : lower;
    }
}
