package dev.understudy.people;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The cookie of a person who signed in: name, end, and a signature with a key that lives as long as the server does. So a
 * restart signs everybody out, and nothing is kept. Thread-safe.
 */
public final class SignIn {
    /** How long a sign-in holds. */
    public static final Duration HOLDS = Duration.ofHours(12);

    private final People people;
    private final Clock clock;
    private final byte[] key = new byte[32];

    public SignIn(People people, Clock clock) {
        this.people = people;
        this.clock = clock;
        new SecureRandom().nextBytes(key);
    }

    /** The cookie's value for this person, from now on. */
    public String cookieFor(Person person) {
        String claim = encode(person.name().getBytes(StandardCharsets.UTF_8)) + "."
                + clock.instant().plus(HOLDS).getEpochSecond();
        return claim + "." + encode(sign(claim));
    }

    /** The person that the cookie names, where the server made it, it still holds, and the person is still known. */
    public Optional<Person> read(String cookie) {
        int end = cookie.lastIndexOf('.');
        int dot = cookie.indexOf('.');
        if (dot < 1 || end <= dot) {
            return Optional.empty();
        }
        try {
            String claim = cookie.substring(0, end);
            if (!MessageDigest.isEqual(sign(claim), decode(cookie.substring(end + 1)))) {
                return Optional.empty();
            }
            if (Long.parseLong(cookie.substring(dot + 1, end)) < clock.instant().getEpochSecond()) {
                return Optional.empty();
            }
            return people.byName(new String(decode(cookie.substring(0, dot)), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // not Base64, or not a number: not a cookie of ours
        }
    }

    private byte[] sign(String claim) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(claim.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every Java has HmacSHA256", e);
        }
    }

    private static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static byte[] decode(String text) {
        return Base64.getUrlDecoder().decode(text);
    }
}
