package dev.understudy.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A real Temporal development server on loopback. {@link #shared()} is started once for the JVM and stopped when it ends,
 * however it ends.
 */
public final class TemporalLab implements AutoCloseable {
    private final Path state;
    private final int port;
    private final List<String> options;

    private TemporalLab(Path state, int port, List<String> options) {
        this.state = state;
        this.port = port;
        this.options = options;
    }

    private static final class Shared {
        static final TemporalLab LAB = start();

        static {
            Runtime.getRuntime().addShutdownHook(new Thread(LAB::close));
        }
    }

    /** The one of this JVM, with the namespace {@code default}. */
    public static TemporalLab shared() {
        RealPart.require("temporal");
        return Shared.LAB;
    }

    /** Another one, with options of {@code temporal server start-dev}. Close it. */
    public static TemporalLab start(String... options) {
        RealPart.require("temporal");
        Path state = LabScript.folder("temporal");
        int port = freePort();
        TemporalLab lab = new TemporalLab(state, port, List.of(options));
        lab.startAgain();
        return lab;
    }

    /** Ends the server as if its machine went away; {@link #startAgain} brings it back where it was. */
    public void stop() {
        LabScript.run("temporal.sh", Map.of("LAB_RUN", state.toString()), "stop", Integer.toString(port));
        while (answers()) {
            Thread.onSpinWait();
        }
    }

    /** After {@link #stop}: at the same address, with what a {@code --db-filename} among its options kept. */
    public void startAgain() {
        List<String> arguments = new ArrayList<>(List.of("start", Integer.toString(port)));
        arguments.addAll(options);
        LabScript.run("temporal.sh", Map.of("LAB_RUN", state.toString()), arguments.toArray(String[]::new));
    }

    private boolean answers() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    /** As {@code 127.0.0.1:7233}. */
    public String address() {
        return "127.0.0.1:" + port;
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        LabScript.run("temporal.sh", Map.of("LAB_RUN", state.toString()), "stop", Integer.toString(port));
        LabScript.delete(state);
    }
}
