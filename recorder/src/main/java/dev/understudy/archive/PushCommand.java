package dev.understudy.archive;

import dev.understudy.forward.Push;
import dev.understudy.forward.Server;
import dev.understudy.forward.ServerSetting;
import dev.understudy.spool.SessionFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "push",
        description = "Sends to the server what it does not have yet of a session, or of all.",
        mixinStandardHelpOptions = true)
final class PushCommand implements Callable<Integer> {
    @Parameters(arity = "0..1", paramLabel = "SESSION", description = "a session's folder or name; all unless given")
    private @Nullable String session;

    @Option(names = "--server", paramLabel = "URL", description = "the server; from the configuration unless given")
    private @Nullable String server;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Server to = server();
        List<SessionFolder> folders =
                session == null ? SessionFolder.list(SessionChoice.root()) : List.of(SessionChoice.find(session));
        PrintWriter out = spec.commandLine().getOut();
        boolean complete = true;
        for (SessionFolder folder : folders) {
            if (session == null && folder.isBeingRecorded()) {
                out.println(folder.dir().getFileName() + ": is being recorded; its recorder sends it");
                continue;
            }
            Push.Result result = Push.session(folder, to);
            complete &= result.isComplete();
            out.println(result.session() + ": " + result.acknowledged() + " of " + result.last() + " events are at "
                    + to.address() + (result.trouble() == null ? "" : "; " + result.trouble()));
            out.flush();
        }
        if (folders.isEmpty()) {
            out.println("no session is recorded in " + SessionChoice.root());
        }
        out.flush();
        return complete ? 0 : ArchiveFailure.ENVIRONMENT;
    }

    private Server server() throws IOException {
        try {
            Server found = ServerSetting.find(server, System.getenv());
            if (found != null) {
                return found;
            }
        } catch (IllegalArgumentException e) {
            throw new ArchiveFailure(ArchiveFailure.CONFIGURATION, String.valueOf(e.getMessage()));
        }
        throw new ArchiveFailure(
                ArchiveFailure.CONFIGURATION, "no server is configured; give --server URL, or set UNDERSTUDY_SERVER");
    }
}
