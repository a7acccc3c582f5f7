package dev.understudy.prediction;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.understudy.action.Action;
import dev.understudy.recording.EventJson;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * Commit and reveal: the hash of a prediction is published before the operator acts and tells nothing; with the salt it
 * proves afterwards what was predicted.
 */
public final class Commitment {
    private static final SecureRandom RANDOM = new SecureRandom();

    private Commitment() {}

    /** 16 random bytes, hexadecimal. */
    public static String newSalt() {
        byte[] salt = new byte[16];
        RANDOM.nextBytes(salt);
        return HexFormat.of().formatHex(salt);
    }

    /** SHA-256 over salt, run, sequence and the action's canonical JSON, separated by line feeds; hexadecimal. */
    public static String hash(String salt, String run, long sequence, Action action) {
        try {
            String text = salt
                    + '\n'
                    + run
                    + '\n'
                    + sequence
                    + '\n'
                    + EventJson.mapper().writeValueAsString(action);
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException | JsonProcessingException e) {
            throw new IllegalStateException("prediction " + sequence + " of run " + run + " cannot be hashed", e);
        }
    }
}
