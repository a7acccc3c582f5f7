package dev.understudy.proxy;

import dev.understudy.effects.EffectAnswer;
import dev.understudy.effects.EffectComparison;
import dev.understudy.effects.ObservedEffects;
import dev.understudy.kubeconfig.Kubeconfig;
import dev.understudy.kubeconfig.KubeconfigReader;
import dev.understudy.kubeconfig.LoopbackIdentity;
import dev.understudy.recording.Request;
import dev.understudy.redaction.RedactionKey;
import dev.understudy.redaction.Redactor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Acts on a real cluster in both ways, each in a namespace of its own under a recording proxy, and compares the effects. */
final class EffectPairRun {
    private final Path kubeconfig;
    private final Path programs;
    private final Path work;
    private final LoopbackIdentity identity = LoopbackIdentity.create();

    /** New for each run: one that failed may be tried again on the same cluster. */
    private final String prefix = "pair-" + UUID.randomUUID().toString().substring(0, 8) + "-";

    private final Redactor redactor = Redactor.standard(RedactionKey.random());

    /** @param programs the folder of kubectl and helm; @param work the folder in which the commands run */
    EffectPairRun(Path kubeconfig, Path programs, Path work) {
        this.kubeconfig = kubeconfig;
        this.programs = programs;
        this.work = work;
    }

    /** @param number makes the namespaces, which must be there: {@link #namespaces} */
    EffectAnswer compare(EffectPair pair, int number) throws IOException, InterruptedException {
        ObservedEffects a = observe(pair, pair.a(), namespace(number, "a"));
        ObservedEffects b = observe(pair, pair.b(), namespace(number, "b"));
        return EffectComparison.compare(a, b);
    }

    List<String> namespaces(int pairs) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < pairs; i++) {
            names.add(namespace(i, "a"));
            names.add(namespace(i, "b"));
        }
        return names;
    }

    private String namespace(int number, String side) {
        return prefix + number + side;
    }

    ObservedEffects observe(EffectPair pair, String command, String namespace)
            throws IOException, InterruptedException {
        Kubeconfig own = KubeconfigReader.read(List.of(kubeconfig)).inNamespace(namespace);
        String text = Files.readString(kubeconfig);
        Path direct = Files.writeString(
                work.resolve("kubeconfig-" + namespace), text.replace("namespace: default", "namespace: " + namespace));
        String set = shell(pair.setup(), namespace, direct);
        List<Request> requests = Collections.synchronizedList(new ArrayList<>());
        try (ApiProxy proxy = ApiProxy.start(own, identity, 0, Map.of(), redactor, requests::add, 1)) {
            Path session = Files.writeString(
                    work.resolve("kubeconfig-session-" + namespace),
                    proxy.kubeconfig().whole());
            shell(command, namespace, session);
        }
        if (pair.after() != null) {
            shell(pair.after(), namespace, direct);
        }
        if (requests.isEmpty()) {
            throw new AssertionError(pair.name() + ": no request was seen; its setup said: " + set);
        }
        return ObservedEffects.of(namespace, requests, List.of());
    }

    private String shell(@Nullable String text, String namespace, Path config)
            throws IOException, InterruptedException {
        Path log = work.resolve("log-" + namespace);
        ProcessBuilder builder = new ProcessBuilder("sh", "-c", text)
                .directory(work.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().put("KUBECONFIG", config.toString());
        builder.environment().put("NS", namespace);
        builder.environment().put("HELM_CACHE_HOME", work.resolve("helm").toString());
        builder.environment().put("PATH", programs + ":" + System.getenv("PATH"));
        Process process = builder.start();
        process.getOutputStream().close();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            throw new AssertionError("it did not end: " + text);
        }
        return Files.readString(log);
    }
}
