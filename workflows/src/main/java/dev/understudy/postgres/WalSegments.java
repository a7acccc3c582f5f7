package dev.understudy.postgres;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Names of files in an archive of write-ahead log. A segment's name is 24 upper-case hexadecimal digits: timeline, log, segment
 * (PostgreSQL documentation, "WAL Internals"), so that names sort as their positions do. A segment that was not yet full when
 * its timeline ended, or when its receiver stopped, is called {@code NAME.partial}.
 */
final class WalSegments {
    /** What the names of finished, uncompressed segments match, and some other names with them. */
    static final String FINISHED = "[0-9A-F]*";

    static final String COMPRESSED = "*.gz";
    static final String PARTIAL = "*.partial";

    private static final Pattern SEGMENT = Pattern.compile("[0-9A-F]{24}");
    private static final String GZ = ".gz";
    private static final String PARTIAL_SUFFIX = ".partial";

    private WalSegments() {}

    static List<String> finished(Collection<String> names) {
        return names.stream().filter(SEGMENT.asMatchPredicate()).toList();
    }

    static List<String> compressed(Collection<String> names) {
        return names.stream()
                .filter(name -> name.endsWith(GZ) && isSegment(without(name, GZ)))
                .toList();
    }

    /** The last segment among these, compressed or not, without its suffix. */
    static Optional<String> newest(Collection<String> names) {
        return names.stream()
                .map(name -> name.endsWith(GZ) ? without(name, GZ) : name)
                .filter(WalSegments::isSegment)
                .max(String::compareTo);
    }

    /** The partial segments that come before {@code newest}: finished ones took their place. */
    static List<String> supersededPartials(Collection<String> names, String newest) {
        return names.stream()
                .filter(name -> name.endsWith(PARTIAL_SUFFIX))
                .filter(name -> isSegment(without(name, PARTIAL_SUFFIX)))
                .filter(name -> without(name, PARTIAL_SUFFIX).compareTo(newest) < 0)
                .toList();
    }

    private static boolean isSegment(String name) {
        return SEGMENT.matcher(name).matches();
    }

    private static String without(String name, String suffix) {
        return name.substring(0, name.length() - suffix.length());
    }
}
