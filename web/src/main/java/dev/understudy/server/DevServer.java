package dev.understudy.server;

import dev.understudy.refusal.StartupFailure;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The development server of the {@code temporal} program, on loopback, for as long as this process lives. */
final class DevServer implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Process process;
    private final int port;
    private final Path state;
    private final Thread hook;

    private DevServer(Process process, int port, Path state) {
        this.process = process;
        this.port = port;
        this.state = state;
        this.hook = new Thread(process::destroy, "understudy-end-temporal");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** The program on the PATH. */
    static Optional<Path> find(Map<String, String> environment) {
        return Stream.of(environment.getOrDefault("PATH", "").split(":"))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, "temporal"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** @throws StartupFailure where it does not come up */
    static DevServer start(Path program, Path database) {
        Path state = database.toAbsolutePath().resolveSibling(database.getFileName() + ".temporal");
        int port = freePort();
        Process process;
        try {
            Path folder = state.getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            process = new ProcessBuilder(
                            program.toString(),
                            "server",
                            "start-dev",
                            "--headless",
                            "--ip",
                            "127.0.0.1",
                            "--port",
                            Integer.toString(port),
                            "--db-filename",
                            state.toString(),
                            "--log-level",
                            "error")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            throw StartupFailure.environment(program + " does not start: " + e.getMessage());
        }
        DevServer server = new DevServer(process, port, state);
        server.awaitUp(program);
        return server;
    }

    String address() {
        return "127.0.0.1:" + port;
    }

    /** The file in which it keeps its state. */
    Path state() {
        return state;
    }

    private void awaitUp(Path program) {
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < until && process.isAlive()) {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 500);
                return;
            } catch (IOException notYet) {
                pause();
            }
        }
        String why = process.isAlive() ? "does not answer" : "ended with exit code " + process.exitValue();
        close();
        throw StartupFailure.environment(program + " server start-dev " + why + "; is its state " + state
                + " in use by another? Name a Temporal server with --temporal HOST:PORT");
    }

    private static void pause() {
        try {
            Thread.sleep(50);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw StartupFailure.environment("no free port on loopback: " + e.getMessage());
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        } catch (IllegalStateException ending) {
            // This process ends, and the hook with it.
        }
    }
}
