package dev.understudy.demo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Random;

/**
 * A folder that plays a PostgreSQL host whose WAL archive fills its disk: {@code data/pg_wal} with the segments in use,
 * {@code archive} with finished segments, compressed ones, a backup history file and the partial segment of a failed
 * {@code archive_command}, and {@code cold} on "another volume". All are real files.
 *
 * @param name the target's name
 * @param root the host's folder
 */
record SandboxHost(String name, Path root) {
    private static final int SEGMENT_BYTES = 1 << 20;
    static final int FINISHED = 6;
    private static final String TIMELINE_AND_LOG = "00000001" + "0000002A";

    Path data() {
        return root.resolve("data");
    }

    Path archive() {
        return root.resolve("archive");
    }

    Path cold() {
        return root.resolve("cold");
    }

    /** The backup history file that must never be deleted by hand. */
    Path backupHistory() {
        return archive().resolve(segment(16) + ".00000028.backup");
    }

    /** The values of the runbook's placeholders for this host. */
    Map<String, String> params() {
        return Map.of("pg_data", data().toString(), "archive", archive().toString(), "cold", cold().toString());
    }

    /** Makes the host's files. The contents depend on nothing but the host's name. */
    static SandboxHost create(Path sandbox, String name) throws IOException {
        SandboxHost host = new SandboxHost(name, sandbox.resolve(name));
        Random random = new Random(name.hashCode());
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        Files.createDirectories(host.data().resolve("pg_wal"));
        Files.createDirectories(host.archive());
        Files.createDirectories(host.cold());
        for (int i = 0; i < FINISHED; i++) {
            host.write("archive", segment(16 + i), wal(random), now.minus(FINISHED - i, ChronoUnit.HOURS));
        }
        host.write(
                "archive",
                host.backupHistory().getFileName().toString(),
                "START WAL LOCATION: 2A/10000028\nLABEL: nightly\n".getBytes(StandardCharsets.US_ASCII),
                now.minus(6, ChronoUnit.HOURS));
        host.write("archive", segment(15) + ".partial", wal(random), now.minus(7, ChronoUnit.HOURS));
        for (int i = 0; i < 3; i++) {
            host.write("data/pg_wal", segment(16 + FINISHED + i), wal(random), now);
        }
        return host;
    }

    private static String segment(int number) {
        return TIMELINE_AND_LOG + String.format("%08X", number);
    }

    /** Half noise, half zeros, so that compressing it is worth the while, as with real segments. */
    private static byte[] wal(Random random) {
        byte[] content = new byte[SEGMENT_BYTES];
        byte[] noise = new byte[SEGMENT_BYTES / 2];
        random.nextBytes(noise);
        System.arraycopy(noise, 0, content, 0, noise.length);
        return content;
    }

    private void write(String folder, String file, byte[] content, Instant modified) throws IOException {
        Path path = root.resolve(folder).resolve(file);
        Files.write(path, content);
        Files.setLastModifiedTime(path, FileTime.from(modified));
    }
}
