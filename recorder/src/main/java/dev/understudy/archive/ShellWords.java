package dev.understudy.archive;

import java.util.List;
import java.util.stream.Collectors;

/** An argument vector as a line that a shell would read back as the same. */
final class ShellWords {
    private ShellWords() {}

    static String join(List<String> argv) {
        return argv.stream().map(ShellWords::quote).collect(Collectors.joining(" "));
    }

    private static String quote(String word) {
        if (!word.isEmpty() && word.chars().allMatch(c -> c < 128 && (Character.isLetterOrDigit(c) || safe(c)))) {
            return word;
        }
        return "'" + word.replace("'", "'\\''") + "'";
    }

    private static boolean safe(int c) {
        return "@%_+=:,./-".indexOf(c) >= 0;
    }
}
