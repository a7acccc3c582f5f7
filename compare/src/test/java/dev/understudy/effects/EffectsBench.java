package dev.understudy.effects;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.understudy.recording.Request;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * How long it takes to compare two recordings of many requests. Half of them are reads; the others scale, set images, create,
 * delete and run programs in pods, with the whole objects before and after. Not a test: nothing asserts a time.
 *
 * <p>Leaves both recordings in the folder, as a.json and b.json.
 *
 * <pre>java -cp … dev.understudy.effects.EffectsBench [REQUESTS [FOLDER]]</pre>
 */
public final class EffectsBench {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Kept, as a hundred thousand pairs of whole objects would fill the memory that the comparison is to run in. */
    private static final Map<String, JsonNode> SETS = new HashMap<>();

    private EffectsBench() {}

    public static void main(String[] args) throws IOException {
        int count = args.length == 0 ? 100_000 : Integer.parseInt(args[0]);
        List<Request> one = requests(count, 1);
        List<Request> other = requests(count, 2);
        long cpu = ProcessHandle.current()
                .info()
                .totalCpuDuration()
                .orElse(Duration.ZERO)
                .toMillis();
        long start = System.nanoTime();
        ObservedEffects a = ObservedEffects.of(null, one, List.of());
        long readOne = System.nanoTime();
        ObservedEffects b = ObservedEffects.of(null, other, List.of());
        long readBoth = System.nanoTime();
        EffectAnswer answer = EffectComparison.compare(a, b);
        long compared = System.nanoTime();
        cpu = ProcessHandle.current()
                        .info()
                        .totalCpuDuration()
                        .orElse(Duration.ZERO)
                        .toMillis()
                - cpu;
        Path folder = args.length < 2 ? Files.createTempDirectory("understudy-effects") : Path.of(args[1]);
        Path file = written(a, folder.resolve("a.json"));
        written(b, folder.resolve("b.json"));
        long written = System.nanoTime();
        ObservedEffects again = ObservedEffectsJson.read(() -> Files.newInputStream(file));
        long read = System.nanoTime();
        System.out.printf(
                "%,d requests a side, %,d effects: %s%n",
                count, a.effects().size(), answer.verdict().word());
        System.out.printf("requests to effects: %d ms and %d ms%n", ms(start, readOne), ms(readOne, readBoth));
        System.out.printf(
                "comparison: %d ms; both sides from requests to the answer: %d ms (%d ms of processor time)%n",
                ms(readBoth, compared), ms(start, compared), cpu);
        System.out.printf(
                "from a file of %,d MB: %d ms (%,d effects)%n",
                Files.size(file) >> 20, ms(written, read), again.effects().size());
    }

    private static Path written(ObservedEffects observed, Path file) throws IOException {
        try (var out = Files.newOutputStream(file)) {
            ObservedEffectsJson.write(observed, out);
        }
        return file;
    }

    private static long ms(long from, long to) {
        return (to - from) / 1_000_000;
    }

    /** The same for every seed but for what does not count: versions, times and order of labels. */
    private static List<Request> requests(int count, long seed) throws IOException {
        Random random = new Random(7);
        List<Request> requests = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            String namespace = "n" + random.nextInt(50);
            String name = "db-" + random.nextInt(100);
            int replicas = 1 + random.nextInt(9);
            String sets = "/apis/apps/v1/namespaces/" + namespace + "/statefulsets/" + name;
            switch (random.nextInt(10)) {
                case 0, 1 ->
                    requests.add(request(
                            i,
                            "PATCH",
                            sets + "/scale",
                            set(name, replicas, "db:1", seed),
                            set(name, replicas + 1, "db:1", seed)));
                case 2 ->
                    requests.add(request(
                            i, "PATCH", sets, set(name, replicas, "db:1", seed), set(name, replicas, "db:2", seed)));
                case 3 ->
                    requests.add(request(
                            i,
                            "POST",
                            "/apis/apps/v1/namespaces/" + namespace + "/statefulsets",
                            null,
                            set(name, replicas, "db:1", seed)));
                case 4 -> requests.add(request(i, "DELETE", sets, set(name, replicas, "db:1", seed), null));
                default -> requests.add(request(i, "GET", sets, null, null));
            }
        }
        return requests;
    }

    private static Request request(
            int number, String method, String path, @Nullable JsonNode before, @Nullable JsonNode after) {
        return new Request(
                number,
                null,
                method,
                path,
                Map.of(),
                "application/merge-patch+json",
                null,
                null,
                200,
                before,
                after,
                List.of(),
                "kubectl",
                "kubectl bench",
                null,
                null,
                "https://127.0.0.1:6443",
                Instant.EPOCH,
                Instant.EPOCH);
    }

    private static JsonNode set(String name, int replicas, String image, long seed) {
        return SETS.computeIfAbsent(name + replicas + image + seed, key -> made(name, replicas, image, seed));
    }

    private static JsonNode made(String name, int replicas, String image, long seed) {
        ObjectNode set = JSON.createObjectNode().put("kind", "StatefulSet").put("apiVersion", "apps/v1");
        ObjectNode metadata = set.putObject("metadata").put("name", name).put("resourceVersion", seed + "" + replicas);
        metadata.putObject("labels").put("app", "db").put("tier", "gold");
        metadata.putArray("managedFields").addObject().put("manager", "kubectl").put("time", "t" + seed);
        ObjectNode spec = set.putObject("spec").put("replicas", replicas).put("serviceName", "db");
        spec.putObject("selector").putObject("matchLabels").put("app", "db");
        ObjectNode template = spec.putObject("template");
        template.putObject("metadata").putObject("labels").put("app", "db");
        ObjectNode pod =
                template.putObject("spec").put("restartPolicy", "Always").put("dnsPolicy", "ClusterFirst");
        for (String container : List.of("c", "side")) {
            ObjectNode one = pod.withArray("/containers")
                    .addObject()
                    .put("name", container)
                    .put("image", image);
            one.put("imagePullPolicy", "IfNotPresent").put("terminationMessagePath", "/dev/termination-log");
            for (int i = 0; i < 8; i++) {
                one.withArray("/env").addObject().put("name", "V" + i).put("value", "value " + i);
                one.withArray("/volumeMounts").addObject().put("name", "v" + i).put("mountPath", "/data/" + i);
            }
            one.putObject("resources").putObject("limits").put("cpu", "1").put("memory", "1Gi");
            pod.withArray("/volumes").addObject().put("name", "v" + container).putObject("emptyDir");
        }
        set.putObject("status").put("replicas", replicas).put("observedGeneration", seed);
        return set;
    }
}
