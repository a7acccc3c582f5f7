package dev.understudy.host;

import org.jspecify.annotations.Nullable;

/** Paths of the host as text; nothing is looked up. */
final class HostPath {
    private HostPath() {}

    static String join(String folder, String name) {
        return folder.endsWith("/") ? folder + name : folder + "/" + name;
    }

    /** The name in {@code folder} of the file that an action's object or field means, or null where it lies elsewhere. */
    static @Nullable String nameIn(String folder, String path) {
        String prefix = join(folder, "");
        if (!path.startsWith(prefix) || path.length() == prefix.length()) {
            return null;
        }
        String name = path.substring(prefix.length());
        return name.contains("/") ? null : name;
    }
}
