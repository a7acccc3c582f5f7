package dev.understudy.export;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The forms in which runs leave. */
public enum ExportFormat {
    /** XES, IEEE 1849-2016: a trace for each side of a run. */
    XES("application/xml", "xes"),
    /** OCEL 2.0 in its JSON form (ocel-standard.org): runs, sessions, people, targets and what they act on are objects. */
    OCEL("application/json", "json"),
    /** RFC 4180, a line for each action. */
    CSV("text/csv; charset=utf-8", "csv"),
    /** Everything that the other forms hold, with the report. */
    JSON("application/json", "json"),
    /** The report of each run, for a pull request. */
    MARKDOWN("text/markdown; charset=utf-8", "md");

    private final String mediaType;
    private final String extension;

    ExportFormat(String mediaType, String extension) {
        this.mediaType = mediaType;
        this.extension = extension;
    }

    public String mediaType() {
        return mediaType;
    }

    /** What its files' names end with, without the dot. */
    public String extension() {
        return extension;
    }

    /** The format of this name, in whatever case. */
    public static Optional<ExportFormat> named(String name) {
        return Arrays.stream(values())
                .filter(format -> format.name().equalsIgnoreCase(name.strip()))
                .findFirst();
    }

    /** All names, for messages. */
    public static String names() {
        return Arrays.stream(values())
                .map(format -> format.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
    }
}
