package dev.understudy.proxy;

import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.impl.http1.Http1ServerRequest;
import java.util.Locale;

/**
 * kubectl upgrades to SPDY by POST. Vert.x hands out the socket of an upgraded connection for GET alone, though nothing in
 * that depends on the method; so such a request is told to it as a GET, and its true method kept aside.
 */
final class SpdyUpgrade {
    private SpdyUpgrade() {}

    /** The method as the client sent it. To be called before anybody asked {@code in} for its method. */
    static String method(HttpServerRequest in) {
        if (in instanceof Http1ServerRequest http1) {
            HttpRequest request = http1.nettyRequest();
            String upgrade = request.headers().get("Upgrade");
            if (HttpMethod.POST.equals(request.method())
                    && upgrade != null
                    && upgrade.toLowerCase(Locale.ROOT).startsWith("spdy/")) {
                request.setMethod(HttpMethod.GET);
                return "POST";
            }
        }
        return in.method().name();
    }
}
