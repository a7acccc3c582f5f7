package dev.understudy.runbook;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The runbooks that come with Understudy, from the class path. Thread-safe. */
public final class ShippedRunbooks {
    private static final Map<String, String> PATHS = paths();

    private ShippedRunbooks() {}

    private static Map<String, String> paths() {
        Map<String, String> paths = new LinkedHashMap<>();
        paths.put("scale-out", "kubernetes/scale-out.md");
        paths.put("wal-archive-full", "postgres/wal-archive-full.md");
        return paths;
    }

    /** Their ids, sorted. */
    public static List<String> ids() {
        return List.copyOf(PATHS.keySet());
    }

    /** The runbook with this id, if it is one of them. */
    public static Optional<Runbook> find(String id) {
        String path = PATHS.get(id);
        return path == null ? Optional.empty() : Optional.of(new RunbookReader().read(path, bytes(path)));
    }

    /** The Markdown of the runbook with this id, if it is one of them. */
    public static Optional<String> text(String id) {
        String path = PATHS.get(id);
        return path == null ? Optional.empty() : Optional.of(new String(bytes(path), StandardCharsets.UTF_8));
    }

    private static byte[] bytes(String path) {
        try (InputStream in = ShippedRunbooks.class.getResourceAsStream("shipped/" + path)) {
            if (in == null) {
                throw new IllegalStateException("the jar lacks the shipped runbook " + path + ": the build is broken");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("the shipped runbook " + path + " in the jar is not readable", e);
        }
    }
}
