package dev.understudy.redaction;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Set;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The installation's key. With it equal secrets get equal fingerprints; without it a fingerprint tells nothing, and cannot
 * be found by guessing. Immutable and thread-safe.
 */
public final class RedactionKey {
    private static final int BYTES = 32;

    private final SecretKeySpec key;

    private RedactionKey(byte[] bytes) {
        this.key = new SecretKeySpec(bytes, "HmacSHA256");
    }

    /** A key for this process alone, where none can be kept. */
    public static RedactionKey random() {
        byte[] bytes = new byte[BYTES];
        new SecureRandom().nextBytes(bytes);
        return new RedactionKey(bytes);
    }

    /** @throws IllegalArgumentException where there are less than 16 bytes */
    public static RedactionKey of(byte[] bytes) {
        if (bytes.length < 16) {
            throw new IllegalArgumentException("a redaction key needs at least 16 bytes");
        }
        return new RedactionKey(bytes.clone());
    }

    /**
     * The key in {@code file} (64 hexadecimal digits), which is made, with mode 0600, where it is missing. Of several
     * processes that make it at once all get the same.
     *
     * @throws RedactionConfigException where the file holds no key
     */
    public static RedactionKey at(Path file) throws IOException {
        try {
            return read(file);
        } catch (NoSuchFileException missing) {
            make(file);
            return read(file);
        }
    }

    /** The first 8 hexadecimal digits of the HMAC-SHA256 of the secret's UTF-8. */
    String fingerprint(String secret) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            byte[] digest = mac.doFinal(secret.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 4);
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("this Java has no HmacSHA256", e);
        }
    }

    private static RedactionKey read(Path file) throws IOException {
        String text = Files.readString(file, StandardCharsets.US_ASCII).strip();
        try {
            byte[] bytes = HexFormat.of().parseHex(text);
            if (bytes.length == BYTES) {
                return new RedactionKey(bytes);
            }
        } catch (IllegalArgumentException e) {
            // told below, without the text: it may be a key that lost a digit
        }
        throw new RedactionConfigException(
                file + " is no redaction key (64 hexadecimal digits are expected). Restore it, "
                        + "or delete it: a new one is made, and secrets recorded before and after no longer compare as equal.");
    }

    private static void make(Path file) throws IOException {
        byte[] bytes = new byte[BYTES];
        new SecureRandom().nextBytes(bytes);
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null) {
            throw new IOException(file + " has no folder");
        }
        Files.createDirectories(folder);
        Path temporary = folder.resolve(file.getFileName() + "." + UUID.randomUUID() + ".tmp");
        try (FileChannel out = FileChannel.open(
                temporary,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
            out.write(ByteBuffer.wrap((HexFormat.of().formatHex(bytes) + "\n").getBytes(StandardCharsets.US_ASCII)));
            out.force(true);
        }
        try {
            // A link, unlike a move, never replaces the key that another process made meanwhile.
            Files.createLink(file, temporary);
        } catch (FileAlreadyExistsException e) {
            // theirs is as good
        } finally {
            Files.delete(temporary);
        }
    }
}
