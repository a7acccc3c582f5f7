package dev.understudy.proxy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A proxy as companies have them: HTTP, {@code CONNECT}. */
final class ConnectProxy implements AutoCloseable {
    private final ServerSocket listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final List<String> asked = new CopyOnWriteArrayList<>();

    ConnectProxy() throws IOException {
        thread(() -> {
            while (true) {
                Socket near = listening.accept();
                thread(() -> connect(near));
            }
        });
    }

    int port() {
        return listening.getLocalPort();
    }

    /** The first line of each request. */
    List<String> asked() {
        return asked;
    }

    private void connect(Socket near) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) near.getInputStream().read());
        }
        String line = head.substring(0, head.indexOf("\r\n"));
        asked.add(line);
        String[] place = line.split(" ")[1].split(":");
        Socket far = new Socket(place[0], Integer.parseInt(place[1]));
        near.getOutputStream().write("HTTP/1.1 200 OK\r\n\r\n".getBytes(ISO_8859_1));
        thread(() -> pass(far, near));
        pass(near, far);
    }

    private static void pass(Socket from, Socket to) throws IOException {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            in.transferTo(to.getOutputStream());
        }
    }

    /** What may fail because its peer hung up. */
    private interface Work {
        void run() throws IOException;
    }

    private static void thread(Work work) {
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } catch (IOException e) {
                        // Hung up.
                    }
                },
                "connect proxy");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        listening.close();
    }
}
