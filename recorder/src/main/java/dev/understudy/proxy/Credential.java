package dev.understudy.proxy;

import org.jspecify.annotations.Nullable;

/**
 * What is shown to an API server.
 *
 * @param authorization the header of that name; null for none
 * @param certificate shown in the TLS handshake; null for none
 */
record Credential(@Nullable String authorization, @Nullable ClientCertificate certificate) {
    static final Credential NONE = new Credential(null, null);

    /** Certificate chain and private key, PEM. */
    record ClientCertificate(String chain, String key) {
        @Override
        public String toString() {
            return "ClientCertificate";
        }
    }

    @Override
    public String toString() {
        return "Credential";
    }
}
