package dev.understudy.proxy;

import dev.understudy.kubeconfig.Cluster;
import dev.understudy.kubeconfig.Kubeconfig;
import dev.understudy.kubeconfig.LoopbackIdentity;
import dev.understudy.kubeconfig.SessionKubeconfig;
import dev.understudy.kubeconfig.User;
import dev.understudy.proxy.Credential.ClientCertificate;
import dev.understudy.redaction.Redactor;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.PemKeyCertOptions;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The recording proxy, listening on loopback. Serves whoever bears the secret of its {@link LoopbackIdentity}; the kubeconfigs
 * of {@link #kubeconfig()} hold it. A client's own authorization is passed on as it is. Thread-safe.
 */
public final class ApiProxy implements AutoCloseable {
    private static final int HEAD = 1 << 20;

    /** Held, as loggers that nobody holds forget their level. */
    private static final List<Logger> QUIET = List.of(Logger.getLogger("io.vertx"), Logger.getLogger("io.netty"));

    static {
        // A client that hangs up is no news, and the terminal is the operator's.
        QUIET.forEach(logger -> logger.setLevel(Level.OFF));
        // The resolver of the system, as kubectl uses it.
        System.setProperty("vertx.disableDnsResolver", "true");
    }

    private final Vertx vertx;
    private final LoopbackIdentity identity;
    private final Clerk clerk;
    private final Upstreams upstreams;
    private final Credentials credentials;
    private final RecentReads reads = new RecentReads();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final AtomicLong numbers;
    private final Set<Draft> open = ConcurrentHashMap.newKeySet();
    private final HttpServer server;
    private volatile Kubeconfig kubeconfig;
    private volatile Route.Table routes;

    private ApiProxy(
            Kubeconfig kubeconfig,
            LoopbackIdentity identity,
            Map<String, String> environment,
            Redactor redactor,
            RequestSink sink,
            long firstNumber) {
        this.vertx = Vertx.builder()
                .with(new VertxOptions()
                        .setEventLoopPoolSize(2)
                        .setWorkerPoolSize(4)
                        .setInternalBlockingPoolSize(2)
                        .setFileSystemOptions(new FileSystemOptions().setFileCachingEnabled(false)))
                .build();
        this.identity = identity;
        this.clerk = new Clerk(redactor, sink);
        this.upstreams = new Upstreams(vertx, environment);
        this.credentials = new Credentials(vertx);
        this.numbers = new AtomicLong(firstNumber - 1);
        this.kubeconfig = kubeconfig;
        this.routes = new Route.Table(kubeconfig, identity);
        this.server = vertx.createHttpServer(new HttpServerOptions()
                .setHost("127.0.0.1")
                .setSsl(true)
                .setSni(true)
                .setSslEngineOptions(Tls.engine())
                .setUseAlpn(false)
                .setKeyCertOptions(new PemKeyCertOptions()
                        .addCertValue(Buffer.buffer(identity.certificate()))
                        .addKeyValue(Buffer.buffer(identity.key())))
                .setHandle100ContinueAutomatically(true)
                .setMaxHeaderSize(HEAD)
                .setMaxInitialLineLength(HEAD)
                .setMaxChunkSize(1 << 16)
                .setTcpNoDelay(true));
    }

    /**
     * Starts one.
     *
     * @param port to listen on; 0 for any
     * @param firstNumber the number of the first request
     * @throws IOException where the port is taken
     */
    public static ApiProxy start(
            Kubeconfig kubeconfig,
            LoopbackIdentity identity,
            int port,
            Map<String, String> environment,
            Redactor redactor,
            RequestSink sink,
            long firstNumber)
            throws IOException {
        ApiProxy proxy = new ApiProxy(kubeconfig, identity, environment, redactor, sink, firstNumber);
        try {
            proxy.server
                    .requestHandler(proxy::accept)
                    .exceptionHandler(failure -> {})
                    .listen(port, "127.0.0.1")
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(30, TimeUnit.SECONDS);
            return proxy;
        } catch (ExecutionException | TimeoutException e) {
            proxy.close();
            throw new IOException("the recording proxy cannot listen on loopback: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            proxy.close();
            throw new IOException("interrupted while the recording proxy started");
        }
    }

    public int port() {
        return server.actualPort();
    }

    /** What clients read to come this way. */
    public SessionKubeconfig kubeconfig() {
        return new SessionKubeconfig(kubeconfig, identity, port());
    }

    /**
     * Asks itself for something that it does not know, so that the operator's first command does not wait for classes to load. Never fails.
     */
    public void warmUp() {
        try {
            HttpClient self = vertx.createHttpClient(
                    new HttpClientOptions().setSsl(true).setTrustAll(true).setVerifyHost(false));
            for (int i = 0; i < 20; i++) {
                self.request(HttpMethod.GET, port(), "127.0.0.1", "/warm")
                        .compose(HttpClientRequest::send)
                        .compose(HttpClientResponse::body)
                        .toCompletionStage()
                        .toCompletableFuture()
                        .get(5, TimeUnit.SECONDS);
            }
            self.close();
        } catch (ExecutionException | TimeoutException e) {
            // Then the first command is a little slower.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** From now on the clusters and users are these. */
    public void follow(Kubeconfig changed) {
        kubeconfig = changed;
        routes = new Route.Table(changed, identity);
    }

    private void accept(HttpServerRequest in) {
        in.pause();
        String method = SpdyUpgrade.method(in);
        Route.Table table = routes;
        String name = in.connection().indicatedServerName();
        Route route = table.find(in.uri(), SessionKubeconfig.pathIn(name), in.getHeader("Authorization"));
        if (route == null) {
            in.resume();
            Absent.unknown(in);
            return;
        }
        Draft draft = new Draft(numbers.incrementAndGet(), in, method, route, SessionKubeconfig.clientIn(name));
        open.add(draft);
        String authorization = in.getHeader("Authorization");
        User user = authorization == null ? table.userWithPlugin(route.cluster()) : table.user(authorization);
        Future<Credential> credential = user != null
                ? credentials.of(user, route.cluster())
                : Future.succeededFuture(new Credential(authorization, null));
        credential.onComplete(found -> {
            if (found.failed()) {
                draft.status = 401;
                finished(draft, user, route.cluster());
                Absent.answer(in, route, found.cause());
                return;
            }
            Upstream upstream = upstream(in, route.cluster(), found.result());
            if (Tunnel.isWanted(in)) {
                new Tunnel(in, route, upstream, draft, d -> finished(d, user, route.cluster())).start();
            } else {
                new Exchange(in, route, upstream, draft, reads, d -> finished(d, user, route.cluster())).start();
            }
        });
    }

    private Upstream upstream(HttpServerRequest in, Cluster cluster, Credential credential) {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap();
        if (credential.authorization() != null) {
            headers.add("Authorization", credential.authorization());
        }
        for (Map.Entry<String, String> header : in.headers()) {
            if (Headers.isIdentity(header.getKey())) {
                headers.add(header.getKey(), header.getValue());
            }
        }
        ClientCertificate certificate = credential.certificate();
        return new Upstream(
                cluster, upstreams.client(cluster, certificate), () -> upstreams.plain(cluster, certificate), headers);
    }

    private void finished(Draft draft, @Nullable User user, Cluster cluster) {
        if (!open.remove(draft)) {
            return;
        }
        if (draft.status == 401 && user != null) {
            credentials.refused(user, cluster);
        }
        draft.endedAt = Instant.now();
        clerk.complete(draft);
    }

    /** Ends all connections, and tells the requests that were under way. Once is enough, twice does no harm. */
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        try {
            server.close().toCompletionStage().toCompletableFuture().get(5, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            // It is going away in any case.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        for (Draft draft : open) {
            draft.endedAt = Instant.now();
            clerk.complete(draft);
        }
        clerk.close();
        vertx.close();
    }
}
