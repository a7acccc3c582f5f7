package dev.understudy.proxy;

import dev.understudy.kubeconfig.Kubeconfig;
import dev.understudy.kubeconfig.KubeconfigReader;
import dev.understudy.kubeconfig.LoopbackIdentity;
import dev.understudy.lab.RealPart;
import dev.understudy.recording.Request;
import dev.understudy.redaction.RedactionKey;
import dev.understudy.redaction.Redactor;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/** A proxy before the clusters of a kubeconfig, and clients that come that way, or go straight. */
final class ProxiedCluster implements AutoCloseable {
    private final Path own;
    private final Path session;
    private final Kubeconfig kubeconfig;
    private final ApiProxy proxy;
    private final List<Request> requests = Collections.synchronizedList(new ArrayList<>());

    ProxiedCluster(Path own) throws IOException {
        this(List.of(own));
    }

    /** @param files as {@code KUBECONFIG} lists them; {@link #kubectlDirectly} knows the first only */
    ProxiedCluster(List<Path> files) throws IOException {
        this.own = files.get(0);
        this.kubeconfig = KubeconfigReader.read(files);
        this.proxy = ApiProxy.start(
                kubeconfig,
                LoopbackIdentity.create(),
                0,
                Map.of(),
                Redactor.standard(RedactionKey.random()),
                requests::add,
                1);
        this.session = Files.createTempFile("session", ".kubeconfig");
        Files.writeString(session, proxy.kubeconfig().whole());
    }

    /** What a program printed, both streams, and how it ended. */
    record Said(String text, int exit) {}

    Said kubectl(String... arguments) throws IOException, InterruptedException {
        return kubectl(session, "", Map.of(), arguments);
    }

    Said kubectlDirectly(String... arguments) throws IOException, InterruptedException {
        return kubectl(own, "", Map.of(), arguments);
    }

    Said kubectlWith(String input, Map<String, String> environment, String... arguments)
            throws IOException, InterruptedException {
        return kubectl(session, input, environment, arguments);
    }

    private static Said kubectl(Path kubeconfig, String input, Map<String, String> environment, String... arguments)
            throws IOException, InterruptedException {
        return run("kubectl", kubeconfig, input, environment, arguments);
    }

    /** Runs a program of the lab, or of the PATH, through the proxy. */
    Said client(String program, Map<String, String> environment, String... arguments)
            throws IOException, InterruptedException {
        return run(program, session, "", environment, arguments);
    }

    Said clientDirectly(String program, Map<String, String> environment, String... arguments)
            throws IOException, InterruptedException {
        return run(program, own, "", environment, arguments);
    }

    private static Said run(
            String program, Path kubeconfig, String input, Map<String, String> environment, String... arguments)
            throws IOException, InterruptedException {
        List<String> argv = new ArrayList<>(List.of(RealPart.require(program).toString()));
        argv.addAll(Arrays.asList(arguments));
        Path typed = Files.writeString(Files.createTempFile("typed", ""), input);
        ProcessBuilder builder =
                new ProcessBuilder(argv).redirectErrorStream(true).redirectInput(typed.toFile());
        builder.environment().put("KUBECONFIG", kubeconfig.toString());
        builder.environment().putAll(environment);
        Process process = builder.start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor(60, TimeUnit.SECONDS);
        Files.delete(typed);
        return new Said(text, process.exitValue());
    }

    /** Sends the same by the proxy. {@code path} begins with {@code /api}. */
    HttpResponse<byte[]> send(String method, String path, String type, byte[] body, String... headers)
            throws IOException, InterruptedException {
        return send(address() + path, authorization(), method, type, body, headers);
    }

    /** The kubeconfig that leads through the proxy. */
    Path session() {
        return session;
    }

    String address() {
        return proxy.kubeconfig()
                .server(kubeconfig.clusters().values().iterator().next());
    }

    /** The address of the first cluster itself. */
    String directAddress() {
        return kubeconfig.clusters().values().iterator().next().server().toString();
    }

    String authorization() throws IOException {
        String text = Files.readString(session);
        int at = text.indexOf("\"token\":\"") + 9;
        return "Bearer " + text.substring(at, text.indexOf('"', at));
    }

    /** Sends it to the first cluster of the kubeconfig itself, by this token. */
    HttpResponse<byte[]> sendDirectly(String token, String method, String path, String type, byte[] body)
            throws IOException, InterruptedException {
        return send(
                kubeconfig.clusters().values().iterator().next().server() + path,
                "Bearer " + token,
                method,
                type,
                body);
    }

    static HttpResponse<byte[]> send(
            String url, String authorization, String method, String type, byte[] body, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url))
                .version(HttpClient.Version.HTTP_1_1)
                .method(method, body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body))
                .header("Authorization", authorization);
        if (body.length > 0) {
            request.header("Content-Type", type);
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client().send(request.build(), BodyHandlers.ofByteArray());
    }

    static HttpClient client() {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new TrustsAll()}, new SecureRandom());
            return HttpClient.newBuilder().sslContext(context).build();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** All requests, in order; the proxy ends with it. */
    List<Request> requests() {
        close();
        List<Request> all = new ArrayList<>(requests);
        all.sort(Comparator.comparingLong(Request::number));
        return all;
    }

    /** The requests that are no reads. */
    List<Request> writes() {
        return requests().stream().filter(r -> !r.method().equals("GET")).toList();
    }

    @Override
    public void close() {
        proxy.close();
    }

    private static final class TrustsAll extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
