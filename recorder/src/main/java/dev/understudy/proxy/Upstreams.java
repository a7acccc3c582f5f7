package dev.understudy.proxy;

import dev.understudy.kubeconfig.Cluster;
import dev.understudy.proxy.Credential.ClientCertificate;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.net.ClientOptionsBase;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.net.ProxyOptions;
import io.vertx.core.net.ProxyType;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The connections to API servers, kept open between requests: a pool for each server and client certificate. */
final class Upstreams {
    /** Room for watches, each of which holds a connection. */
    private static final int CONNECTIONS = 1_000;

    private static final int HEAD = 1 << 20;

    private final Vertx vertx;
    private final Map<String, String> environment;
    private final Map<Key, HttpClient> clients = new ConcurrentHashMap<>();
    private final Map<Key, NetClient> plain = new ConcurrentHashMap<>();

    private record Key(Cluster cluster, @Nullable ClientCertificate certificate) {}

    Upstreams(Vertx vertx, Map<String, String> environment) {
        this.vertx = vertx;
        this.environment = environment;
    }

    HttpClient client(Cluster cluster, @Nullable ClientCertificate certificate) {
        return clients.computeIfAbsent(new Key(cluster, certificate), this::make);
    }

    /** For connections that are not to be HTTP for long. */
    NetClient plain(Cluster cluster, @Nullable ClientCertificate certificate) {
        return plain.computeIfAbsent(new Key(cluster, certificate), key -> {
            NetClientOptions options = new NetClientOptions();
            options.setHostnameVerificationAlgorithm(cluster.isTls() && !cluster.insecure() ? "HTTPS" : "");
            configure(options, key);
            return vertx.createNetClient(options);
        });
    }

    private HttpClient make(Key key) {
        HttpClientOptions options = new HttpClientOptions()
                // Below the idle time after which servers and load balancers hang up.
                .setKeepAliveTimeout(25)
                .setMaxHeaderSize(HEAD)
                .setMaxInitialLineLength(HEAD)
                .setMaxChunkSize(1 << 16)
                .setVerifyHost(!key.cluster().insecure());
        configure(options, key);
        return vertx.createHttpClient(options, new PoolOptions().setHttp1MaxSize(CONNECTIONS));
    }

    private void configure(ClientOptionsBase options, Key key) {
        Cluster cluster = key.cluster();
        options.setConnectTimeout(10_000).setSslHandshakeTimeout(10).setTcpKeepAlive(true);
        if (cluster.isTls()) {
            options.setSsl(true).setSslEngineOptions(Tls.engine());
            if (cluster.insecure()) {
                options.setTrustAll(true);
            } else if (cluster.authority() != null) {
                options.setTrustOptions(new PemTrustOptions().addCertValue(Buffer.buffer(cluster.authority())));
            }
            ClientCertificate certificate = key.certificate();
            if (certificate != null) {
                options.setKeyCertOptions(new PemKeyCertOptions()
                        .addCertValue(Buffer.buffer(certificate.chain()))
                        .addKeyValue(Buffer.buffer(certificate.key())));
            }
        }
        URI proxy = cluster.proxy() != null ? cluster.proxy() : EnvironmentProxy.of(cluster, environment);
        if (proxy != null) {
            options.setProxyOptions(options(proxy));
        }
    }

    private static ProxyOptions options(URI proxy) {
        boolean socks = proxy.getScheme().startsWith("socks5");
        ProxyOptions options = new ProxyOptions()
                .setType(socks ? ProxyType.SOCKS5 : ProxyType.HTTP)
                .setHost(proxy.getHost())
                .setPort(proxy.getPort() > 0 ? proxy.getPort() : socks ? 1080 : 80);
        String who = proxy.getUserInfo();
        if (who != null) {
            int colon = who.indexOf(':');
            options.setUsername(colon < 0 ? who : who.substring(0, colon));
            options.setPassword(colon < 0 ? "" : who.substring(colon + 1));
        }
        return options;
    }
}
