package dev.understudy.kubeconfig;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;

/**
 * How a proxy and the clients that may use it know each other: a certificate of its own for loopback, and a secret that its
 * clients bear. Good for one session.
 *
 * @param certificate PEM; vouches for itself, for {@code 127.0.0.1}, {@code localhost} and each name below {@link #DOMAIN}
 * @param key its private key, PKCS #8 in PEM
 * @param secret 32 hexadecimal digits
 */
public record LoopbackIdentity(String certificate, String key, String secret) {
    /** Names below it exist nowhere; a client that asks for one of them by TLS tells who it is. */
    public static final String DOMAIN = "understudy.invalid";

    private static final String ECDSA_SHA256 = "1.2.840.10045.4.3.2";

    public static LoopbackIdentity create() {
        try {
            SecureRandom random = new SecureRandom();
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"), random);
            KeyPair pair = generator.generateKeyPair();
            byte[] bytes = new byte[16];
            random.nextBytes(bytes);
            return new LoopbackIdentity(
                    pem("CERTIFICATE", certificate(pair, new BigInteger(120, random))),
                    pem("PRIVATE KEY", pair.getPrivate().getEncoded()),
                    HexFormat.of().formatHex(bytes));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has EC keys and SHA-256", e);
        }
    }

    /** An X.509 certificate (RFC 5280) that signs itself. */
    private static byte[] certificate(KeyPair pair, BigInteger serial) throws GeneralSecurityException {
        byte[] algorithm = Der.sequence(Der.oid(ECDSA_SHA256));
        byte[] name = Der.sequence(Der.set(Der.sequence(Der.oid("2.5.4.3"), Der.text("understudy recording proxy"))));
        Instant now = Instant.now();
        byte[] id = MessageDigest.getInstance("SHA-1").digest(pair.getPublic().getEncoded());
        byte[] extensions = Der.sequence(
                extension("2.5.29.19", true, Der.sequence(Der.truth())),
                // digitalSignature and keyCertSign
                extension("2.5.29.15", true, Der.bits(2, (byte) 0x84)),
                extension("2.5.29.37", false, Der.sequence(Der.oid("1.3.6.1.5.5.7.3.1"))),
                extension("2.5.29.14", false, Der.octets(id)),
                extension("2.5.29.35", false, Der.sequence(Der.tagged(0x80, id))),
                extension(
                        "2.5.29.17",
                        false,
                        Der.sequence(
                                Der.tagged(0x87, new byte[] {127, 0, 0, 1}), dns("localhost"), dns("*." + DOMAIN))));
        byte[] body = Der.sequence(
                Der.tagged(0xa0, Der.integer(BigInteger.TWO)),
                Der.integer(serial),
                algorithm,
                name,
                Der.sequence(Der.time(now.minus(Duration.ofHours(1))), Der.time(now.plus(Duration.ofDays(90)))),
                name,
                pair.getPublic().getEncoded(),
                Der.tagged(0xa3, extensions));
        Signature signature = Signature.getInstance("SHA256withECDSA");
        signature.initSign(pair.getPrivate());
        signature.update(body);
        return Der.sequence(body, algorithm, Der.bits(0, signature.sign()));
    }

    private static byte[] dns(String name) {
        return Der.tagged(0x82, name.getBytes(StandardCharsets.US_ASCII));
    }

    private static byte[] extension(String oid, boolean critical, byte[] value) {
        return critical
                ? Der.sequence(Der.oid(oid), Der.truth(), Der.octets(value))
                : Der.sequence(Der.oid(oid), Der.octets(value));
    }

    private static String pem(String kind, byte[] der) {
        String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return "-----BEGIN " + kind + "-----\n" + text + "\n-----END " + kind + "-----\n";
    }

    @Override
    public String toString() {
        return "LoopbackIdentity";
    }
}
