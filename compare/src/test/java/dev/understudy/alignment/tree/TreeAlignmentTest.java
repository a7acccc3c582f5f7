package dev.understudy.alignment.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TreeAlignmentTest {
    static IntStream seeds() {
        return IntStream.range(0, 300);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void a_random_tree_costs_what_the_plainest_way_says(int seed) {
        Random random = new Random(seed);
        ProcessTree tree = tree(random, 3);
        List<String> trace = trace(random, 6);
        MoveCosts costs = seed % 2 == 0 ? MoveCosts.UNIT : costs(random);
        long expected = Derivatives.cost(tree, trace, costs);

        TreeAlignment alignment = TreeAlignment.of(tree, trace, costs);
        TreeAlignment.Solution searched = new ParallelSearch(new TreeNet(tree, costs), trace, costs).solve();

        assertThat(alignment.cost()).isEqualTo(expected);
        assertThat(searched.cost()).isEqualTo(expected);
        assertSound(alignment.moves(), alignment.cost(), tree, trace, costs);
        assertSound(searched.moves(), searched.cost(), tree, trace, costs);
    }

    @Test
    void a_trace_that_the_tree_allows_is_perfect() {
        TreeAlignment alignment = TreeAlignment.of(
                read("{'op':'seq','children':[{'op':'task','label':'a'},"
                        + "{'op':'par','children':[{'op':'task','label':'b'},{'op':'task','label':'c'}]}]}"),
                List.of("a", "c", "b"),
                MoveCosts.UNIT);

        assertThat(alignment.cost()).isZero();
        assertThat(alignment.fitness()).isEqualTo(1.0);
        assertThat(alignment.moves())
                .containsExactly(new TreeMove("a", "a"), new TreeMove("c", "c"), new TreeMove("b", "b"));
    }

    @Test
    void fitness_is_the_share_of_the_worst_case() {
        TreeAlignment alignment = TreeAlignment.of(
                read("{'op':'seq','children':[{'op':'task','label':'a'},{'op':'task','label':'b'}]}"),
                List.of("a", "x"),
                new MoveCosts(Map.of("x", 3), Map.of("b", 5)));

        assertThat(alignment.cost()).isEqualTo(8);
        assertThat(alignment.fitness()).isEqualTo(1 - 8.0 / (1 + 3 + 1 + 5));
    }

    @Test
    void four_parallel_chains_of_two_thousand_events_are_solved() {
        Random random = new Random(7);
        List<ProcessTree> chains = new ArrayList<>();
        List<List<String>> left = new ArrayList<>();
        for (int c = 0; c < 4; c++) {
            List<ProcessTree> tasks = new ArrayList<>();
            List<String> labels = new ArrayList<>();
            for (int i = 0; i < 500; i++) {
                tasks.add(new ProcessTree.Task("c" + c + "_" + i));
                labels.add("c" + c + "_" + i);
            }
            chains.add(new ProcessTree.Seq(tasks));
            left.add(labels);
        }
        List<String> trace = new ArrayList<>();
        int removed = 0;
        while (left.stream().anyMatch(labels -> !labels.isEmpty())) {
            List<String> labels = left.get(random.nextInt(4));
            if (!labels.isEmpty()) {
                String label = labels.remove(0);
                if (random.nextInt(20) == 0) {
                    removed++;
                } else {
                    trace.add(label);
                }
            }
        }
        ProcessTree tree = new ProcessTree.Seq(
                List.of(new ProcessTree.Task("lock"), new ProcessTree.Par(chains), new ProcessTree.Task("unlock")));

        assertThat(TreeAlignment.of(tree, trace, MoveCosts.UNIT).cost()).isEqualTo(removed + 2);
    }

    @Test
    void what_is_no_tree_is_refused_with_a_reason() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read("{'op':'loop','children':[{'op':'tau'}]}"))
                .withMessageContaining("two children");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read("{'op':'maybe'}"))
                .withMessageContaining("maybe");
    }

    @Test
    void a_bad_line_is_told_and_the_others_are_answered() throws Exception {
        StringWriter answers = new StringWriter();
        String good =
                "{\"id\":\"g\",\"model\":{\"op\":\"task\",\"label\":\"a\"},\"trace\":[\"a\",\"b\"],\"costs\":null}";

        int failed = AlignCases.answer(
                new BufferedReader(new StringReader("{\n" + good + "\n{\"id\":\"x\",\"model\":{},\"trace\":[]}\n")),
                answers);

        assertThat(failed).isEqualTo(2);
        String[] lines = answers.toString().split("\n");
        assertThat(lines[0]).contains("\"line\":1").contains("no JSON");
        assertThat(lines[1])
                .startsWith("{\"id\":\"g\",\"cost\":1,\"fitness\":0.666666666667,"
                        + "\"alignment\":[[\"a\",\"a\"],[\"b\",\">>\"]],\"ms\":");
        assertThat(lines[2]).startsWith("{\"id\":\"x\",\"line\":3,\"error\":");
    }

    /** The moves spell the trace and a run of the tree, and cost what is said. */
    private static void assertSound(
            List<TreeMove> moves, long cost, ProcessTree tree, List<String> trace, MoveCosts costs) {
        List<String> events = new ArrayList<>();
        List<String> tasks = new ArrayList<>();
        long sum = 0;
        for (TreeMove move : moves) {
            if (move.log() != null) {
                events.add(move.log());
            }
            if (move.model() != null) {
                tasks.add(move.model());
            }
            if (move.log() == null && move.model() != null) {
                sum += costs.ofTask(move.model());
            } else if (move.model() == null && move.log() != null) {
                sum += costs.ofEvent(move.log());
            } else {
                assertThat(move.log()).isEqualTo(move.model());
            }
        }
        assertThat(events).isEqualTo(trace);
        assertThat(sum).isEqualTo(cost);
        assertThat(Derivatives.cost(tree, tasks, MoveCosts.UNIT)).isZero();
    }

    private static ProcessTree tree(Random random, int depth) {
        int kind = depth == 0 ? random.nextInt(5) : random.nextInt(12);
        if (kind < 4) {
            return new ProcessTree.Task(label(random));
        }
        if (kind == 4) {
            return new ProcessTree.Tau();
        }
        List<ProcessTree> children = new ArrayList<>();
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            children.add(tree(random, depth - 1));
        }
        return switch (kind) {
            case 5, 6 -> new ProcessTree.Seq(children);
            case 7, 8 -> new ProcessTree.Xor(children);
            case 9, 10 -> new ProcessTree.Par(children);
            default -> new ProcessTree.Loop(children.get(0), tree(random, depth - 1));
        };
    }

    private static List<String> trace(Random random, int most) {
        List<String> trace = new ArrayList<>();
        for (int i = random.nextInt(most + 1); i > 0; i--) {
            trace.add(label(random));
        }
        return trace;
    }

    private static MoveCosts costs(Random random) {
        Map<String, Integer> log = new HashMap<>();
        Map<String, Integer> model = new HashMap<>();
        for (String label : List.of("a", "b", "c", "d")) {
            log.put(label, random.nextInt(6));
            model.put(label, random.nextInt(6));
        }
        return new MoveCosts(log, model);
    }

    private static String label(Random random) {
        return String.valueOf("abcd".charAt(random.nextInt(4)));
    }

    private static ProcessTree read(String json) {
        try {
            return ProcessTree.read(new ObjectMapper().readTree(json.replace('\'', '"')));
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
