package dev.understudy.proxy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.understudy.kubeconfig.LoopbackIdentity;
import dev.understudy.lab.KubernetesLab;
import dev.understudy.proxy.ProxiedCluster.Said;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a kubeconfig may say of clusters and users means the same through the proxy. */
class KubeconfigsTest {
    private static final String[] WHO = {"auth", "whoami", "-o", "jsonpath={.status.userInfo.username}"};

    private static KubernetesLab lab;

    @TempDir
    Path temp;

    @BeforeAll
    static void a_cluster() {
        lab = KubernetesLab.shared();
    }

    @Test
    void certificates_and_keys_are_found_beside_the_kubeconfig_that_names_them() throws Exception {
        String own = Files.readString(lab.kubeconfig());
        Path folder = Files.createDirectories(temp.resolve("kube"));
        for (String field : List.of("certificate-authority", "client-certificate", "client-key")) {
            Matcher data = Pattern.compile(field + "-data: ([A-Za-z0-9+/=]+)").matcher(own);
            assertThat(data.find()).isTrue();
            Files.write(folder.resolve(field + ".pem"), Base64.getDecoder().decode(data.group(1)));
            own = own.replace(data.group(), field + ": " + field + ".pem");
        }
        ProxiedCluster cluster = new ProxiedCluster(Files.writeString(folder.resolve("config"), own));

        Said said = cluster.kubectl(WHO);

        assertThat(said.exit()).isZero();
        assertThat(said).isEqualTo(cluster.kubectlDirectly(WHO));
        cluster.close();
    }

    @Test
    void a_token_file_is_read_again_when_it_was_renewed() throws Exception {
        Path token = Files.writeString(temp.resolve("token"), "long-gone\n");
        ProxiedCluster cluster = new ProxiedCluster(operator("{token: operator-token}", "{tokenFile: token}"));

        Said before = cluster.kubectl("get", "--raw", "/api/v1/namespaces/default");
        Files.writeString(token, "operator-token\n");
        Said after = cluster.kubectl(WHO);

        assertThat(before.text()).contains("You must be logged in");
        assertThat(after).isEqualTo(new Said("operator-alice", 0));
        cluster.close();
    }

    @Test
    void a_kubeconfig_may_say_whom_to_act_as() throws Exception {
        ProxiedCluster cluster = new ProxiedCluster(
                operator("{token: operator-token}", "{token: operator-token, as: bob, as-groups: [ops]}"));

        assertThat(cluster.kubectl(WHO)).isEqualTo(new Said("bob", 0));
        assertThat(cluster.requests()).anyMatch(request -> "bob".equals(request.impersonatedUser()));
    }

    @Test
    void a_cluster_may_be_known_by_another_name_than_its_address() throws Exception {
        ProxiedCluster cluster = new ProxiedCluster(
                operator("certificate-authority-data", "tls-server-name: kubernetes, certificate-authority-data"));

        assertThat(cluster.kubectl(WHO))
                .isEqualTo(cluster.kubectlDirectly(WHO))
                .isEqualTo(new Said("operator-alice", 0));
        cluster.close();
    }

    @Test
    void a_cluster_that_is_reached_by_a_proxy_of_the_operators_is_reached_by_it() throws Exception {
        try (ConnectProxy theirs = new ConnectProxy()) {
            ProxiedCluster cluster = new ProxiedCluster(operator(
                    "certificate-authority-data",
                    "proxy-url: 'http://127.0.0.1:" + theirs.port() + "', certificate-authority-data"));

            assertThat(cluster.kubectl(WHO)).isEqualTo(new Said("operator-alice", 0));

            assertThat(theirs.asked()).isNotEmpty().allMatch(line -> line.startsWith("CONNECT 127.0.0.1:"));
            cluster.close();
        }
    }

    @Test
    void contexts_clusters_and_users_of_several_files_are_told_apart() throws Exception {
        Path first = operator("name: ctx", "name: alice");
        Path second = temp.resolve("second");
        Files.writeString(
                second,
                Files.readString(lab.kubeconfig())
                        .replace("{name: c,", "{name: other,")
                        .replace("{name: u,", "{name: admin,")
                        .replace("{cluster: c, user: u,", "{cluster: other, user: admin,")
                        .replace("name: ctx", "name: admins"));
        ProxiedCluster cluster = new ProxiedCluster(List.of(first, temp.resolve("missing"), second));

        String admin = cluster.kubectl(with(WHO, "--context=admins")).text();

        assertThat(admin).isNotEqualTo("operator-alice").doesNotContain("error");
        assertThat(cluster.kubectl(with(WHO, "--context=alice")).text()).isEqualTo("operator-alice");
        assertThat(cluster.kubectl(with(WHO, "--context=alice", "--user=admin")).text())
                .isEqualTo(admin);
        assertThat(cluster.kubectl(with(WHO, "--context=admins", "--cluster=c")).text())
                .isEqualTo(admin);
        cluster.close();
    }

    @Test
    void who_signs_in_by_a_password_does_so() throws Exception {
        LoopbackIdentity server = LoopbackIdentity.create();
        List<String> shown = new CopyOnWriteArrayList<>();
        HttpsServer https = https(server, shown);
        String authority =
                Base64.getEncoder().encodeToString(server.certificate().getBytes(UTF_8));
        Path own = Files.writeString(
                temp.resolve("basic"),
                "clusters: [{name: c, cluster: {server: 'https://localhost:"
                        + https.getAddress().getPort() + "', certificate-authority-data: " + authority + "}}]\n"
                        + "users: [{name: u, user: {username: alice, password: 'p:w'}}]\n"
                        + "contexts: [{name: x, context: {cluster: c, user: u}}]\ncurrent-context: x\n");
        ProxiedCluster cluster = new ProxiedCluster(own);

        Said said = cluster.kubectl("get", "--raw", "/version");

        https.stop(0);
        assertThat(said).isEqualTo(new Said("{}", 0));
        assertThat(shown).containsOnly("Basic " + Base64.getEncoder().encodeToString("alice:p:w".getBytes(UTF_8)));
        cluster.close();
    }

    private static HttpsServer https(LoopbackIdentity identity, List<String> shown) throws Exception {
        byte[] key = Base64.getMimeDecoder().decode(identity.key().replaceAll("-----.*-----", ""));
        PrivateKey secret = KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(key));
        Certificate certificate = CertificateFactory.getInstance("X.509")
                .generateCertificate(
                        new ByteArrayInputStream(identity.certificate().getBytes(UTF_8)));
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry("k", secret, new char[0], new Certificate[] {certificate});
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(store, new char[0]);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, new SecureRandom());
        HttpsServer server = HttpsServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context));
        server.createContext("/", exchange -> {
            shown.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
            exchange.sendResponseHeaders(200, 2);
            exchange.getResponseBody().write("{}".getBytes(UTF_8));
            exchange.close();
        });
        server.start();
        return server;
    }

    /** The operator's kubeconfig with changes: what, by what, and so on. */
    private Path operator(String... changes) throws IOException {
        String own = Files.readString(lab.operatorKubeconfig());
        for (int i = 0; i < changes.length; i += 2) {
            own = own.replace(changes[i], changes[i + 1]);
        }
        return Files.writeString(temp.resolve("config"), own);
    }

    private static String[] with(String[] arguments, String... more) {
        return Stream.concat(Stream.of(arguments), Stream.of(more)).toArray(String[]::new);
    }
}
