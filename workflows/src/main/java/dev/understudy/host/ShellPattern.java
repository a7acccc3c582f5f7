package dev.understudy.host;

import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;

/** A shell's pattern for file names. */
final class ShellPattern {
    private final PathMatcher matcher;
    private final boolean dotFiles;

    /** @throws java.util.regex.PatternSyntaxException where the pattern is none */
    ShellPattern(String pattern) {
        this.matcher = FileSystems.getDefault().getPathMatcher("glob:" + pattern);
        this.dotFiles = pattern.startsWith(".");
    }

    boolean matches(String name) {
        return (dotFiles || !name.startsWith(".")) && matcher.matches(Path.of(name));
    }
}
