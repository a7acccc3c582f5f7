package dev.understudy.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * What a live run did, as the host's files show it.
 *
 * @param archived compressed segments in the cold folder
 * @param left segments, whole or partial, that are still in the archive
 * @param backupHistoryKept whether the backup history file is there
 */
record LiveRun(String run, long archived, long left, boolean backupHistoryKept) {
    static LiveRun of(String run, SandboxHost host) throws IOException {
        return new LiveRun(
                run,
                count(host.cold(), ".gz"),
                count(host.archive(), "") - (Files.exists(host.backupHistory()) ? 1 : 0),
                Files.exists(host.backupHistory()));
    }

    boolean asItShouldBe() {
        return archived == SandboxHost.FINISHED && left == 0 && backupHistoryKept;
    }

    private static long count(Path folder, String ending) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith("0000") && name.endsWith(ending))
                    .count();
        }
    }
}
