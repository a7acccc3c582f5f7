package dev.understudy.alignment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.action.Action;
import dev.understudy.action.Effect;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OptimalAlignmentTest {
    static IntStream seeds() {
        return IntStream.range(0, 400);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void two_sequences_cost_what_trying_everything_says(int seed) {
        Random random = new Random(seed);
        ActionProblem problem = ActionProblem.ofSequences(actions(random, 7), actions(random, 7));

        Alignment alignment = OptimalAlignment.of(problem);

        assertThat(alignment.cost()).isEqualTo(BruteForce.cost(problem));
        assertValid(problem, alignment);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void the_search_along_differences_costs_the_same(int seed) {
        Random random = new Random(seed);
        List<Action> left = actions(random, 30);
        ActionProblem problem = ActionProblem.ofSequences(left, edited(left, random));

        Alignment alignment = new DifferenceAligner(problem).align();

        assertThat(alignment.cost()).isEqualTo(new TableAligner(problem).align().cost());
        assertValid(problem, alignment);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void a_partial_order_costs_what_trying_everything_says(int seed) {
        Random random = new Random(seed);
        List<Action> right = actions(random, 6);
        ActionProblem problem = new ActionProblem(actions(random, 6), right, order(random, right.size()));

        Alignment alignment = new PartialOrderAligner(problem).align();

        assertThat(alignment.cost()).isEqualTo(BruteForce.cost(problem));
        assertValid(problem, alignment);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void a_total_order_is_a_partial_order_too(int seed) {
        Random random = new Random(seed);
        ActionProblem problem = ActionProblem.ofSequences(actions(random, 12), actions(random, 12));

        assertThat(new PartialOrderAligner(problem).align().cost())
                .isEqualTo(new TableAligner(problem).align().cost());
    }

    @Test
    void hundreds_of_equal_acts_at_once_are_paired() {
        List<Action> same = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            same.add(Action.of(Effect.WRITE, "restart", "x:1"));
        }
        ActionProblem problem = new ActionProblem(same.subList(0, 290), same, new int[300]);

        assertThat(OptimalAlignment.of(problem).cost()).isEqualTo(10 * 1000L);
    }

    @Test
    void fifteen_hundred_parallel_writes_in_any_order_match() {
        List<Action> right = IntStream.range(0, 1500)
                .mapToObj(i -> Action.of(Effect.WRITE, "compress", "file:/" + i))
                .toList();
        List<Action> left = new ArrayList<>(right);
        java.util.Collections.shuffle(left, new Random(1));

        assertThat(OptimalAlignment.of(new ActionProblem(left, right, new int[1500]))
                        .cost())
                .isZero();
    }

    @Test
    void a_hundred_thousand_acts_with_a_hundred_edits_cost_the_edits() {
        List<Action> left = IntStream.range(0, 100_000)
                .mapToObj(i -> Action.of(Effect.WRITE, "compress", "file:/" + (i % 5000)))
                .toList();
        List<Action> right = new ArrayList<>(left);
        for (int i = 0; i < 100; i++) {
            right.set(i * 997 + 13, Action.of(Effect.WRITE, "touch", "file:/" + i));
        }

        assertThat(OptimalAlignment.of(ActionProblem.ofSequences(left, right)).cost())
                .isEqualTo(100 * 2 * 1000L);
    }

    @Test
    void other_fields_cost_less_than_two_unmatched_moves() {
        Action three = Action.of(Effect.WRITE, "update", "x:1", Map.of("/spec/replicas", "3"));
        Action five = Action.of(Effect.WRITE, "update", "x:1", Map.of("/spec/replicas", "5"));

        Alignment alignment = OptimalAlignment.of(ActionProblem.ofSequences(List.of(three), List.of(five)));

        assertThat(alignment.rightOf(0)).isZero();
        assertThat(alignment.cost()).isLessThan(2 * CostTable.alone(three));
    }

    private static void assertValid(AlignmentProblem problem, Alignment alignment) {
        for (int i = 0; i < problem.left(); i++) {
            for (int k = i + 1; k < problem.left(); k++) {
                int j = alignment.rightOf(i);
                int l = alignment.rightOf(k);
                if (j != Alignment.NONE && l != Alignment.NONE) {
                    assertThat(l >= problem.after(j))
                            .as("pairs %d-%d and %d-%d", i, j, k, l)
                            .isTrue();
                }
            }
        }
    }

    private static List<Action> actions(Random random, int most) {
        int size = random.nextInt(most + 1);
        List<Action> actions = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            actions.add(action(random));
        }
        return actions;
    }

    private static Action action(Random random) {
        Effect effect = Effect.values()[random.nextInt(4)];
        String object = "x:" + random.nextInt(3);
        return Action.of(
                effect, "update", object, random.nextInt(3) == 0 ? Map.of("a", "" + random.nextInt(2)) : Map.of());
    }

    private static List<Action> edited(List<Action> actions, Random random) {
        List<Action> edited = new ArrayList<>();
        for (Action action : actions) {
            switch (random.nextInt(10)) {
                case 0 -> {}
                case 1 -> edited.add(action(random));
                case 2 -> edited.addAll(List.of(action, action(random)));
                default -> edited.add(action);
            }
        }
        return edited;
    }

    /** Any values: also ones that no workflow gives, with less behind more. */
    private static int[] order(Random random, int size) {
        int[] after = new int[size];
        Arrays.setAll(after, j -> random.nextInt(j + 1));
        return after;
    }
}
