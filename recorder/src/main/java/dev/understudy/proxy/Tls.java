package dev.understudy.proxy;

import io.vertx.core.net.JdkSSLEngineOptions;
import io.vertx.core.net.OpenSSLEngineOptions;
import io.vertx.core.net.SSLEngineOptions;

/** Who does the cryptography. */
final class Tls {
    private Tls() {}

    /**
     * BoringSSL where there is a build of it for this machine, which is some times as fast as Java's own: a handshake is most
     * of what a short-lived client waits for.
     */
    static SSLEngineOptions engine() {
        return OpenSSLEngineOptions.isAvailable() ? new OpenSSLEngineOptions() : new JdkSSLEngineOptions();
    }
}
