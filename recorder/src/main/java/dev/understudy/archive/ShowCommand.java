package dev.understudy.archive;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.ZoneId;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(name = "show", description = "Shows what ran in a session.", mixinStandardHelpOptions = true)
final class ShowCommand implements Callable<Integer> {
    @Parameters(paramLabel = "SESSION", description = "a session's folder or name")
    @SuppressWarnings("NullAway.Init")
    private String session;

    @Option(names = "--json", description = "as one JSON document")
    private boolean json;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        RecordedSession recorded = SessionChoice.read(session);
        PrintWriter out = spec.commandLine().getOut();
        out.println(json ? SessionJson.write(recorded) : new SessionText(ZoneId.systemDefault()).write(recorded));
        out.flush();
        return 0;
    }
}
