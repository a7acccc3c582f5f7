package dev.understudy.sample;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/** Does the operations on real files. */
public class LogActivities implements LogOperations {
    @Override
    public List<String> listLogs(ListLogs operation) {
        try (Stream<Path> files = Files.list(Path.of(operation.folder()))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".log"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String compressLog(CompressLog operation) {
        Path log = Path.of(operation.folder(), operation.name());
        Path compressed = Path.of(log + ".gz");
        try {
            try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(compressed))) {
                Files.copy(log, out);
            }
            Files.delete(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return compressed.toString();
    }

    @Override
    public String moveLog(MoveLog operation) {
        try {
            Path from = Path.of(operation.path());
            return Files.move(from, Path.of(operation.toFolder()).resolve(from.getFileName()))
                    .toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
