package dev.understudy.host;

import io.temporal.activity.Activity;
import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * The operations on the files of this host. However many are asked for at once, only a few read and write files at the same
 * time: on a disk that is nearly full, many half-written files are what must not happen.
 */
public final class HostActivities implements HostOperations {
    private static final int AT_ONCE = 2;

    private final Semaphore places = new Semaphore(AT_ONCE, true);

    @Override
    public FolderSize measureFolder(MeasureFolder operation) {
        SafeFolder folder = SafeFolder.open(operation.folder());
        long[] bytesAndFiles = new long[2];
        return reading("measuring", folder.path(), () -> {
            Files.walkFileTree(folder.path(), new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    if (attributes.isRegularFile()) {
                        bytesAndFiles[0] += attributes.size();
                        bytesAndFiles[1]++;
                    }
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
                    if (e instanceof NoSuchFileException) {
                        return FileVisitResult.CONTINUE; // removed while we looked
                    }
                    throw e;
                }
            });
            return new FolderSize(bytesAndFiles[0], bytesAndFiles[1]);
        });
    }

    @Override
    public Listing listFiles(ListFiles operation) {
        SafeFolder folder = SafeFolder.open(operation.folder());
        ShellPattern pattern = new ShellPattern(operation.pattern());
        return reading("listing", folder.path(), () -> {
            List<ListedFile> files = new ArrayList<>();
            try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder.path())) {
                for (Path entry : entries) {
                    String name = entry.getFileName().toString();
                    if (pattern.matches(name)) {
                        listed(entry).ifPresent(files::add);
                    }
                }
            }
            return new Listing(files);
        });
    }

    private static Optional<ListedFile> listed(Path entry) throws IOException {
        try {
            BasicFileAttributes attributes =
                    Files.readAttributes(entry, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            return attributes.isRegularFile()
                    ? Optional.of(new ListedFile(
                            entry.getFileName().toString(),
                            attributes.lastModifiedTime().toInstant()))
                    : Optional.empty();
        } catch (NoSuchFileException e) {
            return Optional.empty(); // removed while we looked
        }
    }

    @Override
    public boolean checkApart(CheckApart operation) {
        Path folder = Path.of(operation.folder());
        Path other = Path.of(operation.other());
        return reading("comparing", folder, () -> {
            try {
                return !Files.isSameFile(folder, other);
            } catch (NoSuchFileException e) {
                return true;
            }
        });
    }

    @Override
    public String compressFile(CompressFile operation) {
        SafeFolder folder = SafeFolder.open(operation.folder());
        Path source = folder.resolve(operation.name());
        Path target = folder.resolve(operation.name() + ".gz");
        return inTurn("compressing", source, () -> {
            replaceBy(source, folder, folder, target, Gzip.CODING);
            return target.toString();
        });
    }

    @Override
    public String moveFile(MoveFile operation) {
        SafeFolder from = SafeFolder.open(operation.folder());
        SafeFolder to = SafeFolder.open(operation.to());
        Path source = from.resolve(operation.name());
        Path target = to.resolve(operation.name());
        return inTurn("moving", source, () -> {
            if (source.equals(target)) {
                throw HostFailure.PATH_REFUSED.with(
                        source + " is in that folder already: source and destination are one."
                                + " Correct the run's parameters");
            }
            if (!SafeFolder.isFile(target) && SafeFolder.isFile(source)) {
                try {
                    Files.move(source, target, StandardCopyOption.ATOMIC_MOVE);
                    to.sync();
                    from.sync();
                    return target.toString();
                } catch (AtomicMoveNotSupportedException otherVolume) {
                    // copied below
                }
            }
            replaceBy(source, from, to, target, Plain.CODING);
            return target.toString();
        });
    }

    @Override
    public String linkFile(LinkFile operation) {
        SafeFolder folder = SafeFolder.open(operation.folder());
        Path link = folder.resolve(operation.name());
        Path target = Path.of(operation.target());
        if (!target.isAbsolute()) {
            throw HostFailure.PATH_REFUSED.with("the link " + link + " to \"" + target
                    + "\" is refused: what it points at must be an absolute path");
        }
        return inTurn("linking", link, () -> {
            if (Files.exists(link, LinkOption.NOFOLLOW_LINKS) && !Files.isSymbolicLink(link)) {
                throw HostFailure.TARGET_EXISTS.with(link
                        + " is a file or folder, not a link; it is untouched. Move it away, or choose another name");
            }
            if (Files.isSymbolicLink(link) && Files.readSymbolicLink(link).equals(target)) {
                return link.toString();
            }
            Path temp = folder.path().resolve(".understudy-" + operation.name() + "-" + UUID.randomUUID());
            Files.createSymbolicLink(temp, target);
            try {
                Files.move(temp, link, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(temp);
            }
            folder.sync();
            return link.toString();
        });
    }

    @Override
    public String deleteFile(DeleteFile operation) {
        SafeFolder folder = SafeFolder.open(operation.folder());
        Path file = folder.resolve(operation.name());
        return inTurn("deleting", file, () -> {
            if (SafeFolder.isFile(file)) {
                Files.deleteIfExists(file);
                folder.sync();
            }
            return file.toString();
        });
    }

    /** Puts the content of {@code source} at {@code target}; only when it is safely there the source goes. */
    private static void replaceBy(Path source, SafeFolder from, SafeFolder to, Path target, WholeFile.Coding coding)
            throws IOException {
        boolean made = SafeFolder.isFile(target);
        if (!SafeFolder.isFile(source)) {
            if (made) {
                return; // an earlier attempt did it all
            }
            throw HostFailure.FILE_MISSING.with(source + " is not there, and neither is " + target
                    + ". Look who removes files there, then run again");
        }
        if (!made) {
            WholeFile.write(source, to, target, coding, HostActivities::alive);
        } else if (!WholeFile.holds(target, source, coding)) {
            throw HostFailure.TARGET_EXISTS.with(target + " exists already and does not hold the content of " + source
                    + "; both are untouched. Compare them, and move one away");
        }
        Files.deleteIfExists(source);
        from.sync();
    }

    private interface Work<T> {
        T run() throws IOException;
    }

    private static <T> T reading(String doing, Path path, Work<T> work) {
        try {
            return work.run();
        } catch (IOException e) {
            throw HostFailure.of(e, doing, path);
        }
    }

    private <T> T inTurn(String doing, Path path, Work<T> work) {
        try {
            while (!places.tryAcquire(5, TimeUnit.SECONDS)) {
                alive();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Activity.wrap(e);
        }
        try {
            return reading(doing, path, work);
        } finally {
            places.release();
        }
    }

    private static void alive() {
        Activity.getExecutionContext().heartbeat(null);
    }
}
