package dev.understudy.archive;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.understudy.recording.EventJson;
import dev.understudy.recording.SessionEvent.SessionStarted;
import dev.understudy.spool.DamagedSpoolException;
import dev.understudy.spool.SessionFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(name = "list", description = "Lists the sessions recorded here.", mixinStandardHelpOptions = true)
final class ListCommand implements Callable<Integer> {
    @Parameters(arity = "0..1", paramLabel = "DIR", description = "a folder of sessions, if not the usual one")
    private @Nullable Path folder;

    @Option(names = "--json", description = "as one JSON array")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Path root = folder == null ? SessionChoice.root() : folder;
        List<RecordedSession> sessions = new ArrayList<>();
        for (SessionFolder found : SessionFolder.list(root)) {
            try {
                sessions.add(RecordedSession.read(found));
            } catch (DamagedSpoolException e) {
                spec.commandLine().getErr().println("understudy: " + e.getMessage());
            }
        }
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(json(sessions));
        } else if (sessions.isEmpty()) {
            out.println("no session is recorded in " + root);
        } else {
            sessions.forEach(session -> out.println(line(session)));
        }
        out.flush();
        return 0;
    }

    private static String json(List<RecordedSession> sessions) {
        ArrayNode array = EventJson.mapper().createArrayNode();
        for (RecordedSession session : sessions) {
            SessionStarted started = session.started();
            array.addObject()
                    .put("session", session.name())
                    .put("dir", session.folder().dir().toAbsolutePath().toString())
                    .put("run", started == null ? null : started.run())
                    .put("runbook", started == null ? null : started.runbook())
                    .put("target", started == null ? null : started.target())
                    .put("operator", started == null ? null : started.operator())
                    .put("startedAt", started == null ? null : started.at().toString())
                    .put(
                            "endedAt",
                            session.ended() == null
                                    ? null
                                    : session.ended().at().toString())
                    .put("commands", session.commands().size())
                    .put("gaps", session.gaps().size())
                    .put("imported", session.isImported());
        }
        return array.toPrettyString();
    }

    private static String line(RecordedSession session) {
        SessionStarted started = session.started();
        String what = started == null
                ? "its start was not recorded"
                : started.at() + "  " + started.operator() + "  "
                        + (started.runbook().isEmpty()
                                ? "without a runbook"
                                : started.runbook() + " on " + started.target());
        String gaps = session.gaps().isEmpty() ? "" : ", " + session.gaps().size() + " gaps";
        String end = session.ended() == null ? ", no end" : "";
        return session.name() + "  " + what + "  (" + session.commands().size() + " commands" + gaps + end + ")";
    }
}
