package dev.understudy.session;

import dev.understudy.forward.OpenRun;
import dev.understudy.forward.ServerQueries;
import dev.understudy.picker.Choice;
import dev.understudy.recording.EventJson;
import dev.understudy.recording.SessionEvent.SessionStarted;
import dev.understudy.runbook.Runbook;
import dev.understudy.runbook.RunbookException;
import dev.understudy.runbook.RunbookReader;
import dev.understudy.runbook.ShippedRunbooks;
import dev.understudy.spool.SessionFolder;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What there is to record: runs, runbooks and targets, of the server where there is one that answers, and else those that this
 * machine knows: the shipped runbooks, those below the working folder, and the targets of earlier sessions.
 */
final class Shelf {
    private static final int DEPTH = 4;
    private static final int MOST_FILES = 200;
    private static final int MOST_SESSIONS = 50;

    private final Path sessions;
    private final Path folder;
    private final Map<String, Choice> runbooks = new LinkedHashMap<>();
    private final Map<String, Path> files = new LinkedHashMap<>();
    private final Set<String> targets = new TreeSet<>();
    private @Nullable ServerQueries queries;
    private List<OpenRun> open = List.of();
    private @Nullable String trouble;

    /** @param folder where the operator is */
    Shelf(@Nullable ServerQueries queries, Map<String, String> environment, Path folder) {
        this.sessions = SessionFolder.root(environment);
        this.folder = folder;
        this.queries = queries;
        if (queries != null) {
            try {
                open = queries.openRuns().stream().filter(OpenRun::open).toList();
                queries.runbooks().forEach(each -> add(each.id(), each.title()));
                targets.addAll(queries.targets());
            } catch (IOException e) {
                trouble = e.getMessage();
                this.queries = null;
            }
        }
    }

    /** Why the server is of no help; empty where it is, or there is none. */
    Optional<String> trouble() {
        return Optional.ofNullable(trouble);
    }

    List<OpenRun> openRuns() {
        return open;
    }

    List<Choice> runbooks() {
        for (String id : ShippedRunbooks.ids()) {
            ShippedRunbooks.find(id).ifPresent(runbook -> add(id, runbook.title()));
        }
        try (Stream<Path> found = Files.walk(folder, DEPTH)) {
            found.filter(file -> file.toString().endsWith(".md") && !isHidden(file))
                    .limit(MOST_FILES)
                    .sorted()
                    .forEach(this::add);
        } catch (IOException | java.io.UncheckedIOException e) {
            // A folder that cannot be read holds nothing to choose.
        }
        return List.copyOf(runbooks.values());
    }

    /** A server says all its targets; without one, those are offered that this machine has worked on. */
    List<Choice> targets() {
        if (queries == null) {
            rememberTargets();
        }
        return targets.stream().map(name -> new Choice(name, name, "")).toList();
    }

    /** The Markdown of the runbook with this id, kept beside the sessions where it came from a server. */
    Path file(String id) throws IOException {
        Path own = files.get(id);
        if (own != null) {
            return own;
        }
        ServerQueries asked = queries;
        Optional<String> text = asked == null ? Optional.empty() : asked.markdown(id);
        String markdown = text.or(() -> ShippedRunbooks.text(id))
                .orElseThrow(() -> new SetupFailure(
                        SetupFailure.CONFIGURATION,
                        "the server has no runbook " + id + " any more; give --runbook FILE, --target and --run"));
        Path kept = sessions.resolveSibling("runbooks").resolve(id.replaceAll("[^\\p{L}\\p{N}._-]", "_") + ".md");
        Files.createDirectories(sessions.resolveSibling("runbooks"));
        Files.writeString(kept, markdown);
        return kept;
    }

    private void add(String id, String title) {
        runbooks.putIfAbsent(id, new Choice(id, id, title));
    }

    private void add(Path file) {
        try {
            Runbook read = RunbookReader.readFile(file);
            boolean isOne = !read.commands().isEmpty();
            if (isOne
                    && runbooks.putIfAbsent(
                                    read.id(),
                                    new Choice(
                                            read.id(), read.id(), read.title() + " (" + folder.relativize(file) + ")"))
                            == null) {
                files.put(read.id(), file);
            }
        } catch (RunbookException e) {
            // No runbook.
        }
    }

    private boolean isHidden(Path file) {
        for (Path part : folder.relativize(file)) {
            if (part.toString().startsWith(".") || part.toString().equals("node_modules")) {
                return true;
            }
        }
        return false;
    }

    private void rememberTargets() {
        try {
            for (SessionFolder session :
                    SessionFolder.list(sessions).stream().limit(MOST_SESSIONS).toList()) {
                try (BufferedReader events = Files.newBufferedReader(session.events())) {
                    String first = events.readLine();
                    if (first != null
                            && EventJson.read(first) instanceof SessionStarted started
                            && !started.target().isEmpty()) {
                        targets.add(started.target());
                    }
                }
            }
        } catch (IOException | IllegalArgumentException e) {
            // Earlier sessions are only a help.
        }
    }
}
