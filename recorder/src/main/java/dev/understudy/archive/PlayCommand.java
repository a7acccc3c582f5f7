package dev.understudy.archive;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "play",
        description = "Plays a session in this terminal: space pauses, a dot goes one event on, q ends.",
        mixinStandardHelpOptions = true)
final class PlayCommand implements Callable<Integer> {
    @Parameters(paramLabel = "SESSION", description = "a session's folder or name, or an asciicast")
    @SuppressWarnings("NullAway.Init")
    private String session;

    @Option(names = "--speed", defaultValue = "1", description = "how many times as fast as it was")
    private double speed;

    @Option(names = "--idle-limit", paramLabel = "SECONDS", description = "never wait longer than that")
    private @Nullable Double idleLimit;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (!(speed > 0)) {
            throw new ArchiveFailure(ArchiveFailure.USAGE, "--speed must be more than 0");
        }
        Path file = Path.of(session);
        Path cast =
                Files.isRegularFile(file) ? file : SessionChoice.find(session).cast();
        try (CastReader reader = CastReader.open(cast);
                Terminal terminal =
                        TerminalBuilder.builder().system(true).dumb(true).build()) {
            terminal.enterRawMode();
            new Player(terminal.reader(), terminal.writer(), speed, idleLimit == null ? 1e9 : idleLimit).play(reader);
        }
        return 0;
    }
}
