package dev.understudy.session;

import dev.understudy.forward.Server;
import dev.understudy.forward.ServerLink;
import dev.understudy.forward.ServerSetting;
import dev.understudy.recording.SessionEvent;
import dev.understudy.recording.SessionEvent.SessionStarted;
import dev.understudy.redaction.Redactor;
import dev.understudy.runbook.Runbook;
import dev.understudy.runbook.RunbookException;
import dev.understudy.runbook.RunbookReader;
import dev.understudy.spool.SessionFolder;
import dev.understudy.spool.Spool;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
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
    private static final int DIED = 134;

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

    @Option(names = "--no-word", description = "leave the prompt as it is: no word that this shell is recorded")
    boolean noWord;

    @Option(
            names = "--shell",
            paramLabel = "PROGRAM",
            description = "bash or zsh; that of $SHELL unless given, else bash")
    @Nullable
    String shell;

    @Option(names = "--at", paramLabel = "STEP", hidden = true, description = "the step at which the run is")
    @Nullable
    String at;

    @Option(names = "--no-proxy", description = "do not lead kubectl and its kin through the recording proxy")
    boolean noProxy;

    /** A session that cannot even begin to be kept is refused under {@code --strict}. */
    private static final int PROBE = 64 << 10;

    @Option(names = "--runtime", paramLabel = "DIR", hidden = true)
    @Nullable
    Path runtimeDir;

    @Option(names = "--check", hidden = true, description = "only say whether everything is there to record with")
    boolean check;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (check) {
            check();
            return 0;
        }
        if (runtimeDir == null) {
            throw new SetupFailure(
                    SetupFailure.ENVIRONMENT,
                    "record needs the launcher to hold the terminal; start it as `understudy record`");
        }
        dieOfErrors();
        Runtime runtime = new Runtime(runtimeDir);
        runtime.here(ProcessHandle.current().pid());
        Progress progress = Progress.read(runtime.progress());
        String session = progress == null ? sessionName() : progress.session();
        Redactor redactor = Redactor.ofInstallation(System.getenv());
        Path root = SessionFolder.root(System.getenv());
        Path dir = offline != null ? offline : root.resolve(session);
        SessionFolder folder = new SessionFolder(dir);
        if (progress == null) {
            if (Files.exists(folder.events())) {
                throw new FileAlreadyExistsException(dir.toString());
            }
            // From here on, what is in that folder is of this session, however soon this recorder is killed.
            begun(session, 0).write(runtime.progress());
        }
        try (Spool spool = Files.exists(folder.events()) ? Spool.open(dir) : Spool.create(dir);
                ScreenLog screen = new ScreenLog(redactor, spool.folder().cast(), term(), title(session))) {
            boolean isNew = spool.lastWritten() == 0;
            if (isNew) {
                SessionStarted started = started(session, redactor, runtime.begun());
                spool.append(seq -> numbered(started, seq));
                begun(session, 1).write(runtime.progress());
                notices(runtime, redactor);
            }
            ServerLink link = link(spool, session, root, runtime);
            guide(runtime, session, redactor, link != null, progress);
            try (Herald herald = new Herald(runtime, spool, dir, runName(session), link)) {
                Recorder recorder =
                        new Recorder(runtime, spool, session, redactor, screen, isNew ? null : progress, herald);
                if (isNew && at != null) {
                    recorder.beginAt(at);
                }
                if (!hasEnded(spool)) {
                    recorder.run();
                }
                runtime.drained();
                herald.drain();
            }
        } catch (FileAlreadyExistsException e) {
            throw new SetupFailure(
                    SetupFailure.CONFIGURATION,
                    "nothing is recorded: " + dir + " holds a session already; give --offline another folder");
        }
        runtime.remove();
        return 0;
    }

    /** A recorder whose jars were replaced, say, ends as a whole: another comes in its place and goes on where it was. */
    private static void dieOfErrors() {
        Thread.setDefaultUncaughtExceptionHandler((thread, error) -> {
            System.err.println("understudy: the recorder died in " + thread.getName() + ": " + error);
            java.lang.Runtime.getRuntime().halt(DIED);
        });
    }

    private @Nullable ServerLink link(Spool spool, String session, Path root, Runtime runtime) throws IOException {
        // What belongs to no run is of no use to a server, which would refuse it.
        if (offline != null || runbook == null) {
            return null;
        }
        try {
            Server found = ServerSetting.find(server, System.getenv());
            return found == null ? null : ServerLink.open(spool, session, runName(session), found, root);
        } catch (IllegalArgumentException e) {
            runtime.notice(e.getMessage() + "; the session is kept here only");
            return null;
        }
    }

    private void guide(
            Runtime runtime, String session, Redactor redactor, boolean joinable, @Nullable Progress progress)
            throws IOException {
        Map<String, String> shown = new TreeMap<>(params);
        // A value that must not be recorded is not brought to the prompt either.
        Map<String, String> redacted = redactor.redactEnvironment(params);
        shown.entrySet().retainAll(redacted.entrySet());
        Runbook read = runbook == null ? null : readable(runbook);
        runtime.runbook(Guide.layOut(runName(session), joinable, read, shown, progress == null ? at : progress.step()));
    }

    private String runName(String session) {
        return run == null ? "run-" + session : run;
    }

    /** What is wrong with the setting, said once at the first prompt; the recording goes on. */
    private void notices(Runtime runtime, Redactor redactor) throws IOException {
        if (!redactor.problems().isEmpty()) {
            runtime.notice(redactor.problems().get(0));
        }
        String wrong = wrongRunbook();
        if (wrong != null) {
            runtime.notice(wrong + "; recording goes on without its steps");
        }
    }

    /** For {@code --strict}: refuses what could not be recorded completely. */
    private void check() throws IOException {
        String wrong = wrongRunbook();
        if (wrong != null) {
            throw new SetupFailure(SetupFailure.CONFIGURATION, wrong);
        }
        List<String> problems = Redactor.ofInstallation(System.getenv()).problems();
        if (!problems.isEmpty()) {
            throw new SetupFailure(SetupFailure.CONFIGURATION, problems.get(0));
        }
        if (offline == null) {
            try {
                ServerSetting.find(server, System.getenv());
            } catch (IllegalArgumentException e) {
                throw new SetupFailure(SetupFailure.CONFIGURATION, String.valueOf(e.getMessage()));
            }
        }
        Path dir = (offline == null ? SessionFolder.root(System.getenv()) : offline).toAbsolutePath();
        while (dir != null && !Files.exists(dir)) {
            dir = dir.getParent();
        }
        if (dir == null || !Files.isWritable(dir)) {
            throw new SetupFailure(
                    SetupFailure.CONFIGURATION, "the session cannot be kept: " + dir + " cannot be written");
        }
        tryToWrite(dir);
    }

    /** A folder may say that it can be written and refuse all the same: a full disk, a file system of the kernel's. */
    private static void tryToWrite(Path dir) {
        Path probe = dir.resolve(".understudy-" + ProcessHandle.current().pid());
        try {
            Files.write(probe, new byte[PROBE], StandardOpenOption.CREATE_NEW, StandardOpenOption.SYNC);
            Files.delete(probe);
        } catch (IOException e) {
            try {
                Files.deleteIfExists(probe);
            } catch (IOException again) {
                e.addSuppressed(again);
            }
            throw new SetupFailure(
                    SetupFailure.ENVIRONMENT,
                    "the session cannot be kept: " + dir + " takes nothing (" + e.getMessage()
                            + "); make room there, or give --offline another folder");
        }
    }

    private @Nullable String wrongRunbook() throws IOException {
        if (runbook == null) {
            return null;
        }
        try {
            RunbookReader.readFile(runbook);
            return null;
        } catch (RunbookException e) {
            return e.getMessage();
        }
    }

    /** Nothing was read; a recorder that is killed is followed by one that goes on behind the event {@code seq}. */
    private static Progress begun(String session, long seq) {
        return new Progress(session, seq, 0, 0, 0, 0, 0, 0, 0, -1, null, false, true);
    }

    /** Whether an earlier recorder of this session wrote all of it, and was killed before it could say so. */
    private static boolean hasEnded(Spool spool) throws IOException {
        long last = spool.lastWritten();
        return last > 0 && spool.read(last - 1, 1).stream().anyMatch(SessionEvent.SessionEnded.class::isInstance);
    }

    private SessionStarted started(String session, Redactor redactor, Instant begun) throws IOException {
        Runbook read = runbook == null ? null : readable(runbook);
        Map<String, String> values = new TreeMap<>(redactor.redactEnvironment(params));
        if (read != null) {
            // What the runbook itself calls a secret is never recorded, whatever it looks like.
            read.secrets().forEach(values::remove);
        }
        return new SessionStarted(
                1,
                begun,
                session,
                runName(session),
                read != null ? read.id() : runbook == null ? "" : nameOf(runbook),
                read != null ? read.fingerprint() : runbook == null ? "" : fingerprint(runbook),
                target == null ? "" : target,
                operator == null ? System.getProperty("user.name", "unknown") : operator,
                host(),
                values,
                true);
    }

    private static @Nullable Runbook readable(Path file) {
        try {
            return RunbookReader.readFile(file);
        } catch (RunbookException e) {
            // The operator is told at the first prompt.
            return null;
        }
    }

    private static String nameOf(Path file) {
        return String.valueOf(file.getFileName()).replaceFirst("\\.md$", "");
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
