package dev.understudy.audit;

import dev.understudy.store.Json;
import dev.understudy.store.Micros;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One act, by whom, on what.
 *
 * @param number from 1, without holes
 * @param at by the server's clock, to the microsecond
 * @param actor a person's name, or {@code understudy} where the program acted by itself
 * @param subject what the act changed: a workflow's type, a run, a divergence
 * @param details sorted; what a reader needs to judge the act: mode, fingerprints, reason
 * @param previousHash the hash of the entry before; 64 zeros for the first
 * @param hash SHA-256, hexadecimal, over the previous hash, a line feed, and the canonical JSON of the other properties
 */
public record AuditEntry(
        long number,
        Instant at,
        String actor,
        Act act,
        String subject,
        SortedMap<String, String> details,
        String previousHash,
        String hash) {
    static final String FIRST = "0".repeat(64);

    static AuditEntry after(
            String previousHash,
            long number,
            Instant at,
            String actor,
            Act act,
            String subject,
            Map<String, String> details) {
        Instant kept = Micros.truncated(at);
        SortedMap<String, String> sorted = new TreeMap<>(details);
        String hash = hash(previousHash, number, kept, actor, act.name(), subject, sorted);
        return new AuditEntry(number, kept, actor, act, subject, sorted, previousHash, hash);
    }

    static String hash(
            String previousHash,
            long number,
            Instant at,
            String actor,
            String act,
            String subject,
            SortedMap<String, String> details) {
        SortedMap<String, Object> content = new TreeMap<>();
        content.put("number", number);
        content.put("at", Micros.of(at));
        content.put("actor", actor);
        content.put("act", act);
        content.put("subject", subject);
        content.put("details", details);
        String text = previousHash + '\n' + Json.write(content);
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no SHA-256", e);
        }
    }
}
