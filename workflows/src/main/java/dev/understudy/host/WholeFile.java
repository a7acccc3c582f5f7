package dev.understudy.host;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.Arrays;
import java.util.UUID;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipException;

/**
 * A file that appears whole or not at all: written under a temporary name beside its own, forced to disk, read back, and only
 * then renamed. What a crash left behind is removed by the next attempt.
 */
final class WholeFile {
    /** Wraps the stream of the bytes, or undoes it: gzip, or nothing. */
    interface Coding {
        OutputStream encode(OutputStream out) throws IOException;

        InputStream decode(InputStream in) throws IOException;
    }

    private WholeFile() {}

    /**
     * Writes {@code target} from the content of {@code source}, with its permissions, owner and time. The source stays.
     *
     * @param alive called now and then while it works
     */
    static void write(Path source, SafeFolder folder, Path target, Coding coding, Runnable alive) throws IOException {
        PosixFileAttributes before = attributes(source);
        removeLeftovers(folder, target);
        Path temp = folder.path().resolve(prefix(target) + UUID.randomUUID());
        try {
            long crc = copy(source, temp, coding, alive);
            keepAttributes(before, temp);
            if (crc(temp, coding, alive) != crc) {
                throw HostFailure.NOT_READ_BACK.with(target + " was written from " + source
                        + " but does not read back as the same; the source is untouched. Check the disk");
            }
            PosixFileAttributes after = attributes(source);
            if (after.size() != before.size() || !after.lastModifiedTime().equals(before.lastModifiedTime())) {
                throw HostFailure.FILE_CHANGED.with(
                        source + " was written to while it was read; it is untouched and will be tried again");
            }
            if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
                throw HostFailure.TARGET_EXISTS.with(target + " appeared while it was being made; both are untouched");
            }
            Files.move(temp, target, StandardCopyOption.ATOMIC_MOVE);
            folder.sync();
        } finally {
            Files.deleteIfExists(temp);
        }
    }

    /** Whether {@code coded}, decoded, has the same bytes as {@code plain}. */
    static boolean holds(Path coded, Path plain, Coding coding) throws IOException {
        try (InputStream left = coding.decode(open(coded));
                InputStream right = open(plain)) {
            byte[] a = new byte[1 << 16];
            while (true) {
                int n = left.readNBytes(a, 0, a.length);
                byte[] b = right.readNBytes(a.length);
                if (n != b.length || !Arrays.equals(a, 0, n, b, 0, n)) {
                    return false;
                }
                if (n == 0) {
                    return true;
                }
            }
        } catch (ZipException | EOFException e) {
            return false; // not, or not wholly, in this coding
        }
    }

    private static long copy(Path source, Path temp, Coding coding, Runnable alive) throws IOException {
        try (CheckedInputStream in = new CheckedInputStream(open(source), new CRC32())) {
            try (OutputStream out = coding.encode(Files.newOutputStream(temp, StandardOpenOption.CREATE_NEW))) {
                pump(in, out, alive);
            }
            try (FileChannel written = FileChannel.open(temp, StandardOpenOption.WRITE)) {
                written.force(true);
            }
            return in.getChecksum().getValue();
        }
    }

    private static long crc(Path file, Coding coding, Runnable alive) throws IOException {
        try (CheckedInputStream in = new CheckedInputStream(coding.decode(open(file)), new CRC32())) {
            pump(in, OutputStream.nullOutputStream(), alive);
            return in.getChecksum().getValue();
        }
    }

    private static void pump(InputStream in, OutputStream out, Runnable alive) throws IOException {
        byte[] buffer = new byte[1 << 16];
        for (int n = in.read(buffer), i = 0; n >= 0; n = in.read(buffer), i++) {
            out.write(buffer, 0, n);
            if (i % 64 == 0) {
                alive.run();
            }
        }
    }

    private static InputStream open(Path file) throws IOException {
        return Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS);
    }

    private static PosixFileAttributes attributes(Path file) throws IOException {
        return Files.readAttributes(file, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    }

    private static void keepAttributes(PosixFileAttributes wanted, Path file) throws IOException {
        PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
        PosixFileAttributes has = view.readAttributes();
        if (!has.owner().equals(wanted.owner())) {
            view.setOwner(wanted.owner());
        }
        if (!has.group().equals(wanted.group())) {
            view.setGroup(wanted.group());
        }
        view.setPermissions(wanted.permissions());
        view.setTimes(wanted.lastModifiedTime(), null, null);
    }

    private static String prefix(Path target) {
        return ".understudy-" + target.getFileName() + "-";
    }

    private static void removeLeftovers(SafeFolder folder, Path target) throws IOException {
        try (DirectoryStream<Path> leftovers = Files.newDirectoryStream(
                folder.path(), entry -> entry.getFileName().toString().startsWith(prefix(target)))) {
            for (Path leftover : leftovers) {
                Files.deleteIfExists(leftover);
            }
        }
    }
}
