package dev.understudy.proxy;

import dev.understudy.kubeconfig.Kubeconfig;
import dev.understudy.kubeconfig.KubeconfigReader;
import dev.understudy.proxy.SessionFiles.Memory;
import dev.understudy.recording.Request;
import dev.understudy.recording.RequestJson;
import dev.understudy.redaction.Redactor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * The recording proxy of a recorder shell: a process of its own, so that neither it nor the recorder takes the other with it.
 * Its numbers begin with a new million each time it is started again.
 */
@Command(
        name = "proxy",
        hidden = true,
        description = "The recording proxy of a recorder shell; the launcher starts it.")
public final class ProxyCommand implements Callable<Integer> {
    private static final long GENERATION = 1_000_000;
    private static final int LOOK_MILLIS = 100;

    @Option(names = "--runtime", paramLabel = "DIR", required = true)
    Path runtime = Path.of("");

    @Override
    public Integer call() throws IOException, InterruptedException {
        SessionFiles files = new SessionFiles(runtime.resolve("kube"));
        String own = files.own();
        List<Path> kubeconfigs =
                KubeconfigReader.files(own == null || own.isEmpty() ? null : own, System.getenv("HOME"));
        List<Object> seen = stamps(kubeconfigs);
        Kubeconfig kubeconfig = KubeconfigReader.read(kubeconfigs);
        Memory memory = files.memory();
        Redactor redactor = Redactor.ofInstallation(System.getenv());
        try (FileChannel out =
                        FileChannel.open(files.requests(), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
                DiscoveryCache cache = new DiscoveryCache(System.getenv())) {
            try (ApiProxy proxy = start(kubeconfig, memory, redactor, request -> write(out, request))) {
                files.remember(new Memory(memory.identity(), proxy.port(), memory.generation() + 1));
                cache.link(kubeconfig.clusters().values(), proxy.kubeconfig());
                files.open(proxy.kubeconfig(), ProcessHandle.current().pid());
                proxy.warmUp();
                for (int turn = 1; !files.isToStop(); turn++) {
                    Thread.sleep(LOOK_MILLIS);
                    List<Object> now = stamps(kubeconfigs);
                    if (!now.equals(seen)) {
                        seen = now;
                        follow(kubeconfigs, proxy, files, cache);
                    }
                    if (turn % 50 == 0) {
                        files.sweep();
                    }
                }
            }
        }
        if (Files.exists(files.dir())) {
            files.shut();
            files.done();
        }
        return 0;
    }

    private static ApiProxy start(Kubeconfig kubeconfig, Memory memory, Redactor redactor, RequestSink sink)
            throws IOException {
        long first = memory.generation() * GENERATION + 1;
        try {
            return ApiProxy.start(kubeconfig, memory.identity(), memory.port(), System.getenv(), redactor, sink, first);
        } catch (IOException e) {
            // The port of before is somebody else's now.
            return ApiProxy.start(kubeconfig, memory.identity(), 0, System.getenv(), redactor, sink, first);
        }
    }

    /** The operator's kubeconfig changed; where it cannot be read just now, what was read before stays. */
    private static void follow(List<Path> kubeconfigs, ApiProxy proxy, SessionFiles files, DiscoveryCache cache) {
        try {
            Kubeconfig changed = KubeconfigReader.read(kubeconfigs);
            proxy.follow(changed);
            files.open(proxy.kubeconfig(), ProcessHandle.current().pid());
            cache.link(changed.clusters().values(), proxy.kubeconfig());
        } catch (IOException e) {
            // Looked at again when it changes again.
        }
    }

    private static List<Object> stamps(List<Path> files) {
        List<Object> stamps = new ArrayList<>();
        for (Path file : files) {
            stamps.add(stamp(file));
        }
        return stamps;
    }

    private static Object stamp(Path file) {
        try {
            return Files.getLastModifiedTime(file) + "/" + Files.size(file);
        } catch (IOException e) {
            return "missing";
        }
    }

    private static void write(FileChannel out, Request request) {
        ByteBuffer line = ByteBuffer.wrap((RequestJson.write(request) + "\n").getBytes(StandardCharsets.UTF_8));
        try {
            while (line.hasRemaining()) {
                out.write(line);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
