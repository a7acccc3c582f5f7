package dev.understudy.postgres;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** Folders that play the host of a PostgreSQL server. */
record ArchiveSandbox(Path pgData, Path archive, Path cold) {
    static ArchiveSandbox in(Path top) throws IOException {
        Path pgData = Files.createDirectories(top.resolve("data"));
        Files.createDirectories(pgData.resolve("pg_wal"));
        return new ArchiveSandbox(
                pgData, Files.createDirectories(top.resolve("archive")), Files.createDirectories(top.resolve("cold")));
    }

    WalArchiveFullInput input() {
        return new WalArchiveFullInput(pgData.toString(), archive.toString(), cold.toString());
    }

    void segment(String name, String content) throws IOException {
        Files.writeString(archive.resolve(name), content);
    }

    void file(String name, String content, Instant modified) throws IOException {
        Path file = Files.writeString(archive.resolve(name), content);
        Files.setLastModifiedTime(file, FileTime.from(modified));
    }

    void compressed(String name, String content) throws IOException {
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(archive.resolve(name + ".gz")))) {
            out.write(content.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** Removes a compressed segment that does not hold what the uncompressed one of its name holds. */
    void removeContradictions() throws IOException {
        for (String name : names(archive)) {
            Path compressed = archive.resolve(name + ".gz");
            if (Files.exists(compressed) && !content(compressed).equals(content(archive.resolve(name)))) {
                Files.delete(compressed);
            }
        }
    }

    /** What the files of the archive and of the cold folder hold, uncompressed, by name without {@code .gz}. */
    Map<String, String> wholeArchive() throws IOException {
        Map<String, String> contents = new TreeMap<>();
        for (Path folder : List.of(archive, cold)) {
            for (String name : names(folder)) {
                Path file = folder.resolve(name);
                if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                    contents.put(name.replaceAll("\\.gz$", ""), content(file));
                }
            }
        }
        return contents;
    }

    static Map<String, String> withoutPartials(Map<String, String> contents) {
        return contents.entrySet().stream()
                .filter(entry -> !entry.getKey().endsWith(".partial"))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    static List<String> names(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
        }
    }

    private static String content(Path file) throws IOException {
        if (!file.toString().endsWith(".gz")) {
            return Files.readString(file);
        }
        try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
