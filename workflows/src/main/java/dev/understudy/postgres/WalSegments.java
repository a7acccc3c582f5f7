package dev.understudy.postgres;

import dev.understudy.host.ListedFile;
import dev.understudy.host.Listing;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the names of files in an archive of write-ahead log say. A segment's name is 24 upper-case hexadecimal digits: timeline,
 * log, segment (PostgreSQL documentation, "WAL Internals"), so that names sort as their positions do. A segment that was not
 * yet full when its timeline ended, or when its receiver stopped, is called {@code NAME.partial}.
 */
final class WalSegments {
    /** What finished, uncompressed segments match, and some other names with them. */
    static final String FINISHED = "[0-9A-F]*";

    static final String COMPRESSED = "*.gz";
    static final String PARTIAL = "*.partial";

    private static final Pattern SEGMENT = Pattern.compile("[0-9A-F]{24}");
    private static final String GZ = ".gz";
    private static final String PARTIAL_SUFFIX = ".partial";

    private WalSegments() {}

    static List<String> finished(Listing listing) {
        return listing.names().stream().filter(SEGMENT.asMatchPredicate()).toList();
    }

    /**
     * The partial segments that may go, which are all or none: a partial segment may be the end of the log as long as it has a
     * higher name than the newest finished segment, or was written to later.
     *
     * @param partials what lies there and is called so
     * @param finished listings in which finished segments are, compressed or not
     */
    static List<String> supersededPartials(Listing partials, Collection<Listing> finished) {
        TreeMap<String, @Nullable Instant> segments = new TreeMap<>();
        finished.stream().flatMap(listing -> listing.files().stream()).forEach(file -> note(segments, file));
        Map.Entry<String, @Nullable Instant> newest = segments.lastEntry();
        boolean superseded = newest != null
                && partials.files().stream().allMatch(partial -> isBefore(partial, newest.getKey(), newest.getValue()));
        return superseded ? partials.names() : List.of();
    }

    private static void note(TreeMap<String, @Nullable Instant> segments, ListedFile file) {
        String name = without(file.name(), GZ);
        // In a rehearsal a file that is compressed only there has no time; that of the real one stays.
        if (SEGMENT.matcher(name).matches() && segments.get(name) == null) {
            segments.put(name, file.modified());
        }
    }

    private static boolean isBefore(ListedFile partial, String newest, @Nullable Instant newestModified) {
        String name = without(partial.name(), PARTIAL_SUFFIX);
        Instant modified = partial.modified();
        return SEGMENT.matcher(name).matches()
                && name.compareTo(newest) <= 0
                && modified != null
                && newestModified != null
                && !modified.isAfter(newestModified);
    }

    private static String without(String name, String suffix) {
        return name.endsWith(suffix) ? name.substring(0, name.length() - suffix.length()) : name;
    }
}
