package dev.understudy.proxy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.understudy.kubeconfig.Cluster;
import dev.understudy.recording.EventJson;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.HostAndPort;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.SocketAddress;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** An API server, as one client with its identity sees it. */
final class Upstream {
    private static final long PATIENCE = TimeUnit.SECONDS.toMillis(5);

    private final Cluster cluster;
    private final HttpClient client;
    private final Supplier<NetClient> plain;
    private final MultiMap identity;

    /**
     * @param plain for connections that are not to be HTTP for long
     * @param identity the headers by which the client is who it is: its authorization, and whom it acts as
     */
    Upstream(Cluster cluster, HttpClient client, Supplier<NetClient> plain, MultiMap identity) {
        this.plain = plain;
        this.cluster = cluster;
        this.client = client;
        this.identity = identity;
    }

    Cluster cluster() {
        return cluster;
    }

    /** A request with the headers of the identity. {@code uri}: path and query, without the cluster's own base path. */
    Future<HttpClientRequest> request(HttpMethod method, String uri) {
        String name = cluster.serverName() != null ? cluster.serverName() : cluster.host();
        RequestOptions options = new RequestOptions()
                .setMethod(method)
                .setHost(name)
                .setPort(cluster.port())
                .setServer(SocketAddress.inetSocketAddress(cluster.port(), cluster.host()))
                .setSsl(cluster.isTls())
                .setURI(cluster.basePath() + uri);
        return client.request(options).map(request -> {
            request.authority(HostAndPort.create(cluster.host(), cluster.port()));
            request.headers().addAll(identity);
            return request;
        });
    }

    /** An upgrade by another method than GET. */
    Future<RawUpgrade> upgrade(String method, String uri, MultiMap headers) {
        headers.addAll(identity);
        String host = cluster.host();
        String name = cluster.serverName() != null ? cluster.serverName() : host;
        Future<NetSocket> connection = cluster.isTls() && !isAddress(name)
                ? plain.get().connect(cluster.port(), host, name)
                : plain.get().connect(cluster.port(), host);
        return RawUpgrade.open(
                connection,
                method,
                cluster.basePath() + uri,
                String.valueOf(cluster.server().getAuthority()),
                headers);
    }

    private static boolean isAddress(String name) {
        return name.contains(":") || name.matches("[\\d.]+");
    }

    /** An answer to a read of ours. {@code body} is null where the status is not 200. */
    record Answer(int status, @Nullable JsonNode body) {}

    /** Reads an object or a list; fails where no answer comes in time, or none that is JSON. */
    Future<Answer> read(String uri) {
        return request(HttpMethod.GET, uri).compose(request -> {
            request.idleTimeout(PATIENCE);
            request.putHeader("Accept", "application/json");
            request.putHeader("User-Agent", "understudy-proxy");
            return request.send()
                    .compose(response -> response.body().compose(body -> {
                        if (response.statusCode() != 200) {
                            return Future.succeededFuture(new Answer(response.statusCode(), null));
                        }
                        try {
                            return Future.succeededFuture(
                                    new Answer(200, EventJson.mapper().readTree(body.getBytes())));
                        } catch (JsonProcessingException e) {
                            return Future.failedFuture("no JSON came");
                        } catch (IOException e) {
                            return Future.failedFuture(e);
                        }
                    }));
        });
    }
}
