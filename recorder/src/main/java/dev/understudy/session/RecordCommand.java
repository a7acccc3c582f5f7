package dev.understudy.session;

import dev.understudy.recording.SessionEvent;
import dev.understudy.recording.SessionEvent.SessionStarted;
import dev.understudy.redaction.Redactor;
import dev.understudy.spool.SessionFolder;
import dev.understudy.spool.Spool;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Records a shell that the launcher started. The operator calls it without {@code --runtime}; the launcher adds that. */
@Command(
        name = "record",
        description = "Records your own shell while you follow a runbook.",
        mixinStandardHelpOptions = true)
final class RecordCommand implements Callable<Integer> {
    @Option(names = "--runbook", paramLabel = "FILE", description = "the runbook that you follow")
    @Nullable
    Path runbook;

    @Option(names = "--target", paramLabel = "NAME", description = "what you work on")
    @Nullable
    String target;

    @Option(names = "--run", paramLabel = "ID", description = "joins a run that has begun, or names a new one")
    @Nullable
    String run;

    @Option(names = "--operator", paramLabel = "NAME", description = "who you are; your login name unless given")
    @Nullable
    String operator;

    @Option(names = "--param", paramLabel = "KEY=VALUE", description = "a value for one of the runbook's placeholders")
    Map<String, String> params = new TreeMap<>();

    @Option(
            names = "--server",
            paramLabel = "URL",
            description = "the Understudy server; from the configuration unless given")
    @Nullable
    String server;

    @Option(
            names = "--offline",
            paramLabel = "DIR",
            description = "keep the session in this folder, and send it nowhere")
    @Nullable
    Path offline;

    @Option(names = "--no-runbook", description = "record without a runbook")
    boolean noRunbook;

    @Option(names = "--strict", description = "do not start a shell that cannot be recorded completely")
    boolean strict;

    @Option(names = "--runtime", paramLabel = "DIR", hidden = true)
    @Nullable
    Path runtimeDir;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (runtimeDir == null) {
            throw new SetupFailure(
                    SetupFailure.ENVIRONMENT,
                    "record needs the launcher to hold the terminal; start it as `understudy record`");
        }
        Runtime runtime = new Runtime(runtimeDir);
        runtime.here(ProcessHandle.current().pid());
        Progress progress = Progress.read(runtime.progress());
        String session = progress == null ? sessionName() : progress.session();
        Redactor redactor = Redactor.ofInstallation(System.getenv());
        Path dir =
                offline != null ? offline : SessionFolder.root(System.getenv()).resolve(session);
        try (Spool spool = progress == null ? Spool.create(dir) : Spool.open(dir);
                ScreenLog screen = new ScreenLog(redactor, spool.folder().cast(), term(), title(session))) {
            if (progress == null) {
                SessionStarted started = started(session, redactor);
                spool.append(seq -> numbered(started, seq));
                first(runtime, session);
            }
            runtime.status("recording session " + session + " in " + dir + "\n");
            new Recorder(runtime, spool, session, redactor, screen, progress).run();
            runtime.drained();
        } catch (FileAlreadyExistsException e) {
            runtime.notice("nothing is recorded: " + dir + " holds a session already; give another --offline folder");
            throw new SetupFailure(SetupFailure.CONFIGURATION, dir + " holds a session already");
        }
        runtime.remove();
        return 0;
    }

    /** From here on, a recorder that is killed is followed by one that goes on. */
    private static void first(Runtime runtime, String session) throws IOException {
        new Progress(session, 1, 0, 0, 0, 0, 0, 0, -1, null, false, true).write(runtime.progress());
    }

    private SessionStarted started(String session, Redactor redactor) throws IOException {
        Map<String, String> values = redactor.redactEnvironment(params);
        String runbookId =
                runbook == null ? "" : String.valueOf(runbook.getFileName()).replaceFirst("\\.md$", "");
        return new SessionStarted(
                1,
                Instant.now(),
                session,
                run == null ? "run-" + session : run,
                runbookId,
                runbook == null ? "" : fingerprint(runbook),
                target == null ? "" : target,
                operator == null ? System.getProperty("user.name", "unknown") : operator,
                host(),
                values,
                true);
    }

    private static SessionEvent numbered(SessionStarted s, long seq) {
        return new SessionStarted(
                seq,
                s.at(),
                s.session(),
                s.run(),
                s.runbook(),
                s.runbookFingerprint(),
                s.target(),
                s.operator(),
                s.host(),
                s.params(),
                s.blind());
    }

    private static String fingerprint(Path file) throws IOException {
        try {
            byte[] text = Files.readString(file).getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static String sessionName() {
        String time = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss")
                .withZone(ZoneOffset.UTC)
                .format(Instant.now());
        long random =
                new SplittableRandom(System.nanoTime() ^ ProcessHandle.current().pid()).nextLong() & 0xffffffffffL;
        return time + "-" + String.format("%010x", random);
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return List.of(System.getenv().getOrDefault("HOSTNAME", "unknown")).get(0);
        }
    }

    private static String term() {
        return System.getenv().getOrDefault("TERM", "xterm");
    }

    private String title(String session) {
        return runbook == null ? session : runbook.getFileName() + " on " + target;
    }
}
