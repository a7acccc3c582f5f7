package dev.understudy.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;

/** A folder with real files that plays a database host whose archive is full: two finished segments and a partial one. */
record ArchiveHost(String name, Path root) {
    private static final String SEGMENT = "0000000100000000000000";

    static ArchiveHost create(Path parent, String name) throws IOException {
        ArchiveHost host = new ArchiveHost(name, parent.resolve(name));
        for (String folder : new String[] {"data/pg_wal", "archive", "cold"}) {
            Files.createDirectories(host.root.resolve(folder));
        }
        host.write("archive/" + SEGMENT + "0F.partial", 7);
        host.write("archive/" + SEGMENT + "10", 6);
        host.write("archive/" + SEGMENT + "11", 5);
        host.write("archive/" + SEGMENT + "10.00000028.backup", 6);
        return host;
    }

    Path archive() {
        return root.resolve("archive");
    }

    Path cold() {
        return root.resolve("cold");
    }

    /** A finished segment: {@code 10} or {@code 11}. */
    Path segment(String number) {
        return archive().resolve(SEGMENT + number);
    }

    Path partial() {
        return archive().resolve(SEGMENT + "0F.partial");
    }

    Path backupHistory() {
        return archive().resolve(SEGMENT + "10.00000028.backup");
    }

    Map<String, String> params() {
        return Map.of(
                "pg_data", root.resolve("data").toString(),
                "archive", archive().toString(),
                "cold", cold().toString());
    }

    private void write(String file, int hoursOld) throws IOException {
        Path path = root.resolve(file);
        Files.write(path, new byte[64 * 1024]);
        Files.setLastModifiedTime(path, FileTime.from(Instant.now().minusSeconds(3_600L * hoursOld)));
    }
}
