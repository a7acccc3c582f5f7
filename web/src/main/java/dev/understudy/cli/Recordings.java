package dev.understudy.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.understudy.action.Action;
import dev.understudy.pairwise.Planned;
import dev.understudy.recording.EventJson;
import dev.understudy.recording.SessionEvent;
import dev.understudy.recording.SessionEvent.SessionStarted;
import dev.understudy.recording.SessionRecording;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Sessions and plans as files; what is wrong with one is said with its file and line. */
final class Recordings {
    private Recordings() {}

    /** The session in this folder or file. */
    static List<SessionRecording> session(Path path) {
        Path file = Files.isDirectory(path) ? path.resolve("events.ndjson") : path;
        List<SessionEvent> events = new ArrayList<>();
        int number = 0;
        for (String line : lines(file)) {
            number++;
            if (line.isBlank()) {
                continue;
            }
            try {
                events.add(EventJson.read(line));
            } catch (JsonProcessingException e) {
                throw broken(file + ", line " + number + " is no event of a session: " + e.getOriginalMessage());
            }
        }
        if (events.isEmpty()) {
            throw broken(file + " holds no event: a session begins with session-started");
        }
        String name = events.get(0) instanceof SessionStarted start ? start.session() : file.toString();
        return List.of(new SessionRecording(name, events));
    }

    /** The operations of a plan or an array of predictions; empty where the file is none, and so perhaps a session. */
    static Optional<List<Planned>> planned(Path file) {
        if (Files.isDirectory(file)) {
            return Optional.empty();
        }
        String text = String.join("\n", lines(file));
        JsonNode tree;
        try {
            tree = EventJson.mapper().readTree(text);
        } catch (JsonProcessingException e) {
            throw broken(file + ", line " + e.getLocation().getLineNr() + " is no JSON: " + e.getOriginalMessage());
        }
        JsonNode operations = tree.isArray() ? tree : tree.path("operations");
        if (!operations.isArray()) {
            return Optional.empty();
        }
        List<Planned> planned = new ArrayList<>();
        for (JsonNode operation : operations) {
            planned.add(planned(file, planned.size() + 1, operation));
        }
        return Optional.of(planned);
    }

    private static Planned planned(Path file, int number, JsonNode operation) {
        try {
            Action action = EventJson.mapper().treeToValue(operation.path("action"), Action.class);
            if (action == null) {
                throw broken(file + ", operation " + number + " has no action");
            }
            long sequence = operation.path("sequence").asLong(number);
            return new Planned(
                    sequence,
                    operation.path("after").asLong(sequence - 1),
                    operation.path("activityType").asText("planned"),
                    operation.path("step").isTextual() ? operation.path("step").asText() : null,
                    action);
        } catch (JsonProcessingException | NullPointerException e) {
            throw broken(file + ", operation " + number + ": its action needs operation, object, fields and effect");
        }
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (CharacterCodingException e) {
            throw broken(file + " is no text in UTF-8");
        } catch (IOException e) {
            throw broken(file + " cannot be read: " + (Files.exists(file) ? e.getMessage() : "there is no such file"));
        }
    }

    private static CliFailure broken(String message) {
        return new CliFailure(ExitCode.CONFIGURATION, message);
    }
}
