package dev.understudy.kubernetes;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.http.Interceptor;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The clusters that operations reach, by name; one client for each, made when it is first asked for. Thread-safe. A client
 * can only read unless it is made for a worker that may act: then it can do what the account of its kubeconfig may.
 */
public final class Clusters implements AutoCloseable {
    /** By this name the clusters' managedFields say who set a field. */
    static final String FIELD_MANAGER = "understudy";

    /** Longer than any answer of a healthy API server, shorter than people wait. */
    private static final int REQUEST_MILLIS = 30_000;

    private static final int CONNECT_MILLIS = 10_000;

    private final Map<String, String> kubeconfigs;
    private final Access access;
    private final Map<String, Interceptor> interceptors;
    private final Map<String, KubernetesClient> clients = new ConcurrentHashMap<>();

    private enum Access {
        READ,
        TRY,
        WRITE
    }

    private Clusters(Map<String, String> kubeconfigs, Access access, Map<String, Interceptor> interceptors) {
        this.kubeconfigs = Map.copyOf(kubeconfigs);
        this.access = access;
        this.interceptors = Map.copyOf(interceptors);
    }

    /** Clusters that can only be read. @param kubeconfigs for each cluster's name the path of its kubeconfig */
    public static Clusters readOnly(Map<String, String> kubeconfigs) {
        return new Clusters(kubeconfigs, Access.READ, Map.of());
    }

    /** Clusters that can be written to. @param kubeconfigs for each cluster's name the path of its kubeconfig */
    public static Clusters writable(Map<String, String> kubeconfigs) {
        return new Clusters(kubeconfigs, Access.WRITE, Map.of());
    }

    /** Clusters that can be written to, and each of whose requests is shown to an onlooker, by its name. */
    public static Clusters watched(Map<String, String> kubeconfigs, Map<String, Interceptor> onlookers) {
        return new Clusters(kubeconfigs, Access.WRITE, onlookers);
    }

    /** The same clusters, on which what is written is only tried, and never done. Close them. */
    public Clusters trying() {
        return new Clusters(kubeconfigs, Access.TRY, Map.of());
    }

    /**
     * The client of a cluster, which stays this object's: do not close it.
     *
     * @throws io.temporal.failure.ApplicationFailure of a type of {@link ClusterFailure} where there is none
     */
    public KubernetesClient client(String cluster) {
        return clients.computeIfAbsent(cluster, this::connect);
    }

    /**
     * What the cluster answers.
     *
     * @param doing what for, for messages: {@code "scaling statefulset shop/db"}
     * @throws io.temporal.failure.ApplicationFailure of a type of {@link ClusterFailure} where it does not do it
     */
    <T extends @Nullable Object> T ask(String cluster, String doing, Function<KubernetesClient, T> question) {
        try {
            return question.apply(client(cluster));
        } catch (KubernetesClientException e) {
            throw ClusterFailure.of(e, cluster, doing);
        } catch (WriteRefused e) {
            throw ClusterFailure.WRITE_REFUSED.with(doing + " on cluster " + cluster + " failed: " + e.getMessage(), e);
        }
    }

    private KubernetesClient connect(String cluster) {
        Config config = config(cluster);
        KubernetesClientBuilder builder = new KubernetesClientBuilder().withConfig(config);
        builder.withHttpClientBuilderConsumer(http -> {
            switch (access) {
                case READ -> http.addOrReplaceInterceptor(WriteGuard.NAME, new WriteGuard(config.getMasterUrl()));
                case TRY -> http.addOrReplaceInterceptor(WriteGuard.NAME, new TryGuard(config.getMasterUrl()));
                case WRITE -> {}
            }
            interceptors.forEach(http::addOrReplaceInterceptor);
        });
        return builder.build();
    }

    private Config config(String cluster) {
        String kubeconfig = kubeconfigs.get(cluster);
        if (kubeconfig == null) {
            throw ClusterFailure.CLUSTER_UNKNOWN.with("no kubeconfig is configured for the cluster \"" + cluster
                    + "\"; known are " + kubeconfigs.keySet().stream().sorted().toList()
                    + ". Add it to the server's configuration, or correct the target's parameter cluster");
        }
        if (!Files.isReadable(Path.of(kubeconfig))) {
            throw ClusterFailure.KUBECONFIG_UNUSABLE.with("the kubeconfig " + kubeconfig + " of the cluster " + cluster
                    + " is missing or not readable for the worker's user " + System.getProperty("user.name")
                    + ". Put it there, or correct the server's configuration");
        }
        Config config;
        try {
            config = Config.fromKubeconfig(new File(kubeconfig));
        } catch (RuntimeException e) {
            // The parser's message may quote the file, and with it a credential.
            throw ClusterFailure.KUBECONFIG_UNUSABLE.with("the kubeconfig " + kubeconfig + " of the cluster " + cluster
                    + " cannot be understood. See whether kubectl --kubeconfig " + kubeconfig + " version works");
        }
        if (config.getCurrentContext() == null) {
            throw ClusterFailure.KUBECONFIG_UNUSABLE.with("the kubeconfig " + kubeconfig + " of the cluster " + cluster
                    + " has no current context. Choose one with kubectl config use-context");
        }
        config.setRequestTimeout(REQUEST_MILLIS);
        config.setConnectionTimeout(CONNECT_MILLIS);
        // Temporal repeats what failed, where that is safe; fabric8 would repeat any request, also a write.
        config.setRequestRetryBackoffLimit(0);
        return config;
    }

    @Override
    public void close() {
        clients.values().forEach(KubernetesClient::close);
        clients.clear();
    }
}
