package dev.understudy.alignment.tree;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All states of a net as one automaton, where they are few enough. */
final class StateSpace {
    private StateSpace() {}

    /** @param mostCells how large the table of distances may get, four bytes a cell; empty where it would be larger */
    static Optional<StateGraph> of(TreeNet net, int events, long mostCells) {
        long most = mostCells / (events + 1L);
        int[][] byInput = net.byInput();
        Map<Marking, Integer> numbers = new HashMap<>();
        List<int[]> markings = new ArrayList<>();
        List<int[]> edges = new ArrayList<>();
        numbers.put(new Marking(net.initial()), 0);
        markings.add(net.initial());
        int end = -1;
        for (int s = 0; s < markings.size(); s++) {
            int[] marking = markings.get(s);
            if (net.isFinal(marking)) {
                end = s;
            }
            for (int place : marking) {
                for (int t : byInput[place]) {
                    TreeNet.Transition transition = net.transitions.get(t);
                    int[] next = TreeNet.fire(marking, transition);
                    if (next == null) {
                        continue;
                    }
                    next = net.settled(next);
                    Integer known = numbers.get(new Marking(next));
                    if (known == null) {
                        if (markings.size() >= most) {
                            return Optional.empty();
                        }
                        known = markings.size();
                        numbers.put(new Marking(next), known);
                        markings.add(next);
                    }
                    edges.add(new int[] {s, known, transition.label(), transition.cost(), t, 1});
                }
            }
        }
        return Optional.of(new StateGraph(markings.size(), 0, end, edges.toArray(int[][]::new)));
    }

    /** An array of places that can be looked up. */
    static final class Marking {
        private final int[] places;
        private final int hash;

        Marking(int[] places) {
            this.places = places;
            this.hash = Arrays.hashCode(places);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Marking marking && Arrays.equals(places, marking.places);
        }

        @Override
        public int hashCode() {
            return hash;
        }
    }
}
