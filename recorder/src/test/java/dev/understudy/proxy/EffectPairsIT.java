package dev.understudy.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.effects.EffectAnswer;
import dev.understudy.lab.KubernetesLab;
import dev.understudy.lab.RealPart;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pairs of {@code effects/pairs.jsonl}, each said in its own words there, on a real API server with controllers. */
class EffectPairsIT {
    /** Kubernetes' own programs wait more than they work. */
    private static final int AT_ONCE = 4;

    @Test
    void two_ways_have_the_same_effect_where_the_pair_says_so(@TempDir Path folder) throws Exception {
        Path kubectl = RealPart.require("kubectl");
        RealPart.require("helm");
        KubernetesLab lab = KubernetesLab.shared();
        copyManifests(folder);
        List<EffectPair> pairs = EffectPair.read(Files.readString(folder.resolve("pairs.jsonl")));
        EffectPairRun run = new EffectPairRun(lab.kubeconfig(), Objects.requireNonNull(kubectl.getParent()), folder);
        lab.kubectl("apply", "-f", folder.resolve("crd.yaml").toString());
        lab.kubectlWith(namespaces(run.namespaces(pairs.size())), "create", "-f", "-");

        List<String> wrong = answers(pairs, run);

        assertThat(wrong).isEmpty();
    }

    private static List<String> answers(List<EffectPair> pairs, EffectPairRun run) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(AT_ONCE);
        try {
            List<Integer> beside = IntStream.range(0, pairs.size())
                    .boxed()
                    .filter(i -> pairs.get(i).after() == null)
                    .toList();
            List<Future<String>> told = pool.invokeAll(
                    beside.stream().map(i -> answer(pairs.get(i), i, run)).toList());
            Stream.Builder<String> wrong = Stream.builder();
            for (Future<String> one : told) {
                wrong.add(one.get());
            }
            for (int i = 0; i < pairs.size(); i++) {
                if (pairs.get(i).after() != null) {
                    wrong.add(answer(pairs.get(i), i, run).call());
                }
            }
            return wrong.build().filter(text -> !text.isEmpty()).toList();
        } finally {
            pool.shutdownNow();
        }
    }

    /** Empty where the pair and the answer agree. */
    private static Callable<String> answer(EffectPair pair, int number, EffectPairRun run) {
        return () -> {
            EffectAnswer answer = run.compare(pair, number);
            return pair.agrees(answer)
                    ? ""
                    : pair.name() + " (" + pair.why() + "): expected " + pair.same() + " " + pair.verdict()
                            + ", and the answer was " + answer;
        };
    }

    private static String namespaces(List<String> names) {
        StringBuilder list = new StringBuilder();
        for (String name : names) {
            list.append("---\napiVersion: v1\nkind: Namespace\nmetadata: {name: ")
                    .append(name)
                    .append("}\n");
        }
        return list.toString();
    }

    private static void copyManifests(Path folder) throws IOException, URISyntaxException {
        Path from = Path.of(Objects.requireNonNull(EffectPairsIT.class.getResource("effects"))
                .toURI());
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path to = folder.resolve(from.relativize(file).toString());
                Files.createDirectories(Objects.requireNonNull(to.getParent()));
                Files.copy(file, to);
            }
        }
    }
}
