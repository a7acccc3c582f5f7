package dev.understudy.proxy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.effects.CanonicalEffect;
import dev.understudy.effects.ObservedEffects;
import dev.understudy.lab.KubernetesLab;
import dev.understudy.recording.Request;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import io.fabric8.kubernetes.client.dsl.ExecWatch;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** fabric8's client, which speaks HTTP/1.1 and WebSocket in its own way, does not notice the proxy. */
class Fabric8Test {
    @Test
    void fabric8_reads_writes_watches_and_executes_through_the_proxy() throws Exception {
        KubernetesLab lab = KubernetesLab.shared();
        String namespace = lab.newNamespace();
        lab.statefulSet(namespace, "db", 1);
        ProxiedCluster cluster = new ProxiedCluster(lab.operatorKubeconfig());
        Config config = Config.fromKubeconfig(Files.readString(cluster.session()));
        config.setNamespace(namespace);
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        List<String> seen = new CopyOnWriteArrayList<>();
        try (KubernetesClient client =
                new KubernetesClientBuilder().withConfig(config).build()) {
            try (Watch watch = client.configMaps().watch(watcher(seen))) {
                ConfigMap made = new ConfigMapBuilder()
                        .withNewMetadata()
                        .withName("c")
                        .endMetadata()
                        .addToData("a", "1")
                        .build();
                client.resource(made).serverSideApply();
                Awaitility.await().until(() -> seen.contains("ADDED c"));
                client.configMaps()
                        .withName("c")
                        .edit(c -> new ConfigMapBuilder(c).addToData("a", "2").build());
                Awaitility.await().until(() -> seen.contains("MODIFIED c"));
            }
            client.apps().statefulSets().withName("db").scale(2);
            try (ExecWatch exec = client.pods()
                    .withName("db-0")
                    .inContainer("c")
                    .writingOutput(said)
                    .exec("nodetool", "-x")) {
                assertThat(exec.exitCode().get(30, TimeUnit.SECONDS)).isZero();
            }
            assertThat(client.pods().withName("db-0").inContainer("c").getLog()).contains("logged");
            client.configMaps().withName("c").delete();
        }

        List<Request> requests = cluster.requests();
        assertThat(said.toString(UTF_8)).contains("nodetool -x");
        assertThat(requests).noneMatch(request -> request.notes().contains(Request.BEFORE_UNREADABLE));
        assertThat(ObservedEffects.of(namespace, requests, List.of()).effects())
                .extracting(CanonicalEffect::operation)
                .containsExactly("create", "update", "update", "exec", "delete");
        assertThat(requests)
                .filteredOn(request -> request.path().endsWith("/exec"))
                .singleElement()
                .satisfies(exec -> assertThat(exec.query()).containsEntry("command", List.of("nodetool", "-x")));
    }

    private static Watcher<ConfigMap> watcher(List<String> seen) {
        return new Watcher<>() {
            @Override
            public void eventReceived(Action action, ConfigMap changed) {
                seen.add(action + " " + changed.getMetadata().getName());
            }

            @Override
            public void onClose(WatcherException cause) {
                seen.add("closed");
            }
        };
    }
}
