package dev.understudy.twin;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.function.UnaryOperator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Stands in for the values of Secrets: the same for the same value within one rehearsal, and nothing that leads back to it,
 * for the key is thrown away with the process (HMAC-SHA-256, RFC 2104).
 */
final class SecretPlaceholders implements UnaryOperator<String> {
    private final SecretKeySpec key;

    SecretPlaceholders() {
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        key = new SecretKeySpec(random, "HmacSHA256");
    }

    /** @param value base64, as in the object's {@code data} */
    @Override
    public String apply(String value) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            String tag = HexFormat.of().formatHex(mac.doFinal(value.getBytes(StandardCharsets.UTF_8)), 0, 8);
            return Base64.getEncoder()
                    .encodeToString(("understudy-placeholder-" + tag).getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HmacSHA256", e);
        }
    }
}
