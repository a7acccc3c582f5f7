package dev.understudy.host;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A folder that an operation may work in. The folder itself may be a link (archives often are); its real path is taken once,
 * and only plain names directly in it are touched, never through a link.
 */
final class SafeFolder {
    private final Path real;

    private SafeFolder(Path real) {
        this.real = real;
    }

    static SafeFolder open(String folder) {
        Path path = Path.of(folder);
        if (!path.isAbsolute() || path.getNameCount() == 0) {
            throw HostFailure.PATH_REFUSED.with("the folder \"" + folder
                    + "\" is refused: it must be an absolute path below the root. Correct the run's parameters");
        }
        if (!Files.isDirectory(path)) {
            throw HostFailure.FOLDER_MISSING.with("the folder " + folder
                    + " does not exist (or is none). Create it, or correct the run's parameters");
        }
        try {
            return new SafeFolder(path.toRealPath());
        } catch (IOException e) {
            throw HostFailure.of(e, "opening", path);
        }
    }

    Path path() {
        return real;
    }

    /** The path of a name in the folder, whatever is there or not. */
    Path resolve(String name) {
        if (name.isEmpty() || name.equals(".") || name.equals("..") || name.indexOf('/') >= 0 || name.indexOf(0) >= 0) {
            throw HostFailure.PATH_REFUSED.with("the name \"" + name
                    + "\" is refused: it must be that of a file directly in " + real + ", without a slash");
        }
        return real.resolve(name);
    }

    /** Whether a regular file is there. Refuses whatever else is there: links, folders, devices. */
    static boolean isFile(Path path) {
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
            throw HostFailure.PATH_REFUSED.with(path + " is refused: it is a "
                    + (Files.isSymbolicLink(path) ? "link" : "folder or device") + ", not a regular file");
        }
        return true;
    }

    /** Makes what was renamed or removed in the folder last through a loss of power. */
    void sync() throws IOException {
        try (FileChannel channel = FileChannel.open(real, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
