package dev.understudy.server;

import dev.understudy.refusal.StartupFailure;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.util.JavalinBindException;
import io.javalin.util.JavalinException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** The HTTP server itself: binds, answers to one address, stops. */
final class Listener implements AutoCloseable {
    /** The longest body that is taken, in bytes; a recorder that has more sends it in several. */
    static final long MAX_BODY = 64L * 1024 * 1024;

    private final Javalin javalin;
    private final URI uri;

    private Listener(Javalin javalin, URI uri) {
        this.javalin = javalin;
        this.uri = uri;
    }

    /** @throws StartupFailure where the port is taken or the address is not ours */
    static Listener start(String host, int port, Consumer<JavalinConfig> routes) {
        Javalin javalin = Javalin.create(config -> {
            config.startup.showJavalinBanner = false;
            config.startup.showOldJavalinVersionWarning = false;
            config.startup.startupWatcherEnabled = false;
            config.http.maxRequestSize = MAX_BODY;
            config.http.asyncTimeout = 0; // long polls and event streams end themselves
            config.jetty.modifyHttpConfiguration(http -> http.setSendServerVersion(false));
            config.jetty.modifyServer(server -> server.setStopTimeout(1_000));
            routes.accept(config);
        });
        try {
            javalin.start(host, port);
        } catch (JavalinBindException e) {
            throw taken(host, port);
        }
        String name = host.contains(":") ? "[" + host + "]" : host;
        return new Listener(javalin, URI.create("http://" + name + ":" + javalin.port() + "/"));
    }

    /** Asks for the port before anything else is started. @throws StartupFailure where it is taken */
    static void checkFree(String host, int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(host, port));
        } catch (IOException e) {
            throw taken(host, port);
        }
    }

    /** Whether only this machine can reach a server that listens there. @throws StartupFailure where there is no such host */
    static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            throw StartupFailure.configuration("--host " + host + " is no address of this machine");
        }
    }

    private static StartupFailure taken(String host, int port) {
        return StartupFailure.environment("port " + port + " of " + host
                + " is taken or not ours to take: choose another with --port, or stop what listens there");
    }

    URI uri() {
        return uri;
    }

    @Override
    public void close() {
        try {
            javalin.stop();
        } catch (JavalinException e) {
            if (!(e.getCause() instanceof TimeoutException)) {
                throw e;
            }
            // Who was still being answered after that long is cut off, and asks again.
        }
    }
}
