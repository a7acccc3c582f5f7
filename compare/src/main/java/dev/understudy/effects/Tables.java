package dev.understudy.effects;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * Tables of words: what we know of Kubernetes as data, which users extend by a file of the class path. A {@code #} at the
 * beginning of a line or behind a space begins a comment.
 */
public final class Tables {
    private static final String EXTENSIONS = "META-INF/understudy/";

    private Tables() {}

    /**
     * Our own lines, then those that others added.
     *
     * @param own a file beside this class
     * @param extension the name of the files of others in {@code META-INF/understudy/}
     */
    public static List<Line> lines(String own, String extension) {
        List<Line> lines = new ArrayList<>();
        try {
            URL url = Tables.class.getResource(own);
            if (url == null) {
                throw new IllegalStateException(own + " is missing from the jar");
            }
            read(url, lines);
            for (URL other : Collections.list(Tables.class.getClassLoader().getResources(EXTENSIONS + extension))) {
                read(other, lines);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the table " + own + " cannot be read", e);
        }
        return lines;
    }

    private static void read(URL url, List<Line> lines) throws IOException {
        try (BufferedReader in = new BufferedReader(new InputStreamReader(url.openStream(), StandardCharsets.UTF_8))) {
            int number = 0;
            for (String text = in.readLine(); text != null; text = in.readLine()) {
                number++;
                String words = text.replaceAll("(^|\\s)#.*", "").trim();
                if (!words.isEmpty()) {
                    lines.add(new Line(Arrays.asList(words.split("\\s+")), url + ", line " + number));
                }
            }
        }
    }

    /** @param where the file and the number of the line */
    public record Line(List<String> words, String where) {
        public Line {
            words = List.copyOf(words);
        }

        public IllegalArgumentException wrong(String advice) {
            return new IllegalArgumentException(where + ": " + advice);
        }
    }
}
