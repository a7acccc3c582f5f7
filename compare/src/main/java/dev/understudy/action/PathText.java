package dev.understudy.action;

import java.util.ArrayDeque;
import java.util.Deque;

/** Paths as text, by the rules of POSIX on whatever system this runs: nothing is looked up. */
public final class PathText {
    private PathText() {}

    /** The path as seen from {@code folder}, without {@code .}, {@code ..}, double and trailing slashes. */
    public static String absolute(String folder, String path) {
        return normal(path.startsWith("/") ? path : folder + "/" + path);
    }

    /** An absolute path without {@code .}, {@code ..}, double and trailing slashes. Symbolic links are not known here. */
    public static String normal(String absolute) {
        Deque<String> parts = new ArrayDeque<>();
        for (String part : absolute.split("/", -1)) {
            if (part.equals("..")) {
                parts.pollLast();
            } else if (!part.isEmpty() && !part.equals(".")) {
                parts.addLast(part);
            }
        }
        return "/" + String.join("/", parts);
    }

    /** The last part of the path. */
    public static String name(String path) {
        String normal = path.replaceAll("/+$", "");
        return normal.substring(normal.lastIndexOf('/') + 1);
    }

    /** The folder in which an absolute path lies. */
    public static String folder(String absolute) {
        int slash = absolute.lastIndexOf('/');
        return slash <= 0 ? "/" : absolute.substring(0, slash);
    }
}
