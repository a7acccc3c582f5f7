package dev.understudy.runbook;

import dev.understudy.runbook.internal.Reading;
import dev.understudy.runbook.internal.SourceText;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * Reads a Markdown document as a runbook. Reading is deterministic: the same text and conventions give an equal runbook.
 * Thread-safe.
 */
public final class RunbookReader {
    private final Conventions conventions;

    /** A reader that knows nothing of any repository's own ways. */
    public RunbookReader() {
        this(Conventions.NONE);
    }

    public RunbookReader(Conventions conventions) {
        this.conventions = conventions;
    }

    /**
     * The runbook in this file, read with its repository's own conventions ({@link ConventionsFile#nearest}).
     *
     * @throws RunbookException as {@link #read(Path)}, and if the conventions are wrong
     */
    public static Runbook readFile(Path file) {
        return new RunbookReader(ConventionsFile.nearest(file)).read(file);
    }

    /**
     * The runbook in this text.
     *
     * @param file the name that messages give, and from which the id is made where the front matter gives none
     * @throws RunbookException if the text is too large, no text, or its front matter declares the runbook wrongly
     */
    public Runbook read(String file, String text) {
        return Reading.of(SourceText.of(file, text), conventions);
    }

    /**
     * The runbook in these bytes, which are UTF-8.
     *
     * @throws RunbookException as {@link #read(String, String)}, and if the bytes are not UTF-8
     */
    public Runbook read(String file, byte[] bytes) {
        return Reading.of(SourceText.decode(file, bytes), conventions);
    }

    /**
     * The runbook in this file.
     *
     * @throws RunbookException as {@link #read(String, byte[])}, and if the file cannot be read
     */
    public Runbook read(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return read(file.toString(), in.readNBytes(SourceText.MAX_BYTES + 1));
        } catch (NoSuchFileException e) {
            throw new RunbookException(file.toString(), 0, "there is no such file. Check the path of the runbook.", e);
        } catch (IOException e) {
            String why =
                    Files.isDirectory(file) ? "it is a folder" : e.getClass().getSimpleName();
            throw new RunbookException(
                    file.toString(), 0, "the runbook cannot be read: " + why + ". Name a readable file.", e);
        }
    }
}
