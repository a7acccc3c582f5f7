package dev.understudy.library;

import dev.understudy.evidence.WorkflowVersion;
import dev.understudy.identity.KnownWorkflow;
import dev.understudy.refusal.StartupFailure;
import dev.understudy.runbook.Runbook;
import dev.understudy.runbook.RunbookException;
import dev.understudy.runbook.RunbookReader;
import dev.understudy.runbook.ShippedRunbooks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The runbooks that this server knows, by id: the shipped ones, and those of a folder, which win. Read once. */
public final class RunbookLibrary {
    private final Map<String, Runbook> byId;
    private final Map<String, String> texts;

    private RunbookLibrary(Map<String, Runbook> byId, Map<String, String> texts) {
        this.byId = Collections.unmodifiableMap(new TreeMap<>(byId));
        this.texts = Map.copyOf(texts);
    }

    /**
     * @param folder searched with all its folders for {@code .md} files; null for the shipped runbooks alone
     * @throws StartupFailure where the folder cannot be read, or a runbook of it
     */
    public static RunbookLibrary open(@Nullable Path folder) {
        Map<String, Runbook> found = new TreeMap<>();
        Map<String, String> texts = new TreeMap<>();
        for (String id : ShippedRunbooks.ids()) {
            ShippedRunbooks.find(id).ifPresent(runbook -> found.put(id, runbook));
            ShippedRunbooks.text(id).ifPresent(text -> texts.put(id, text));
        }
        if (folder != null) {
            Map<String, Path> own = new TreeMap<>();
            for (Path file : markdown(folder)) {
                Runbook runbook = read(file);
                Path other = own.put(runbook.id(), file);
                if (other != null) {
                    throw StartupFailure.configuration("runbooks " + other + " and " + file + " both have the id "
                            + runbook.id() + ": give one of them another in its front matter");
                }
                found.put(runbook.id(), runbook);
                texts.put(runbook.id(), text(file));
            }
        }
        return new RunbookLibrary(found, texts);
    }

    public Optional<Runbook> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** The Markdown of the runbook with this id. */
    public Optional<String> text(String id) {
        return Optional.ofNullable(texts.get(id));
    }

    /** By id. */
    public Collection<Runbook> all() {
        return byId.values();
    }

    /** The runbook's title, or its id where it is not known. */
    public String title(String id) {
        Runbook runbook = byId.get(id);
        return runbook == null ? id : runbook.title();
    }

    /** A workflow as it is deployed with these runbooks; without a fingerprint of the runbook where it is not here. */
    public WorkflowVersion version(KnownWorkflow workflow) {
        return new WorkflowVersion(
                workflow.type(),
                workflow.fingerprint(),
                workflow.runbook(),
                find(workflow.runbook()).map(Runbook::fingerprint).orElse(""));
    }

    private static Runbook read(Path file) {
        try {
            return RunbookReader.readFile(file);
        } catch (RunbookException e) {
            throw StartupFailure.configuration(String.valueOf(e.getMessage()));
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw StartupFailure.configuration("the runbook " + file + " cannot be read: " + e.getMessage());
        }
    }

    private static List<Path> markdown(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return new ArrayList<>(files.filter(file -> file.toString().endsWith(".md") && Files.isRegularFile(file))
                    .sorted()
                    .toList());
        } catch (IOException e) {
            throw StartupFailure.configuration("the runbooks of " + folder + " cannot be read: " + e.getMessage());
        }
    }
}
