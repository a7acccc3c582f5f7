package dev.understudy.alignment.tree;

import java.util.Arrays;

/** Which labels several parallel branches want: an event with such a label can be paired on one thread or on another. */
final class Contest {
    private final boolean[] contested;
    private final int[] multiple;

    Contest(TreeNet net) {
        contested = new boolean[net.names.size()];
        multiple = new int[net.names.size()];
        int[][] through = new int[net.names.size()][];
        Arrays.fill(multiple, 1);
        for (TreeNet.Transition transition : net.transitions) {
            int label = transition.label();
            if (label >= 0) {
                if (through[label] == null) {
                    through[label] = transition.through();
                }
                contested[label] |= !Arrays.equals(through[label], transition.through());
                int cover = transition.through().length;
                multiple[label] =
                        (int) Math.min(1_000_000, (long) multiple[label] / gcd(multiple[label], cover) * cover);
            }
        }
    }

    boolean isContested(int label) {
        return contested[label];
    }

    /** The price, made smaller so far that all threads of any task with the label can share it without a rest. */
    int rounded(int label, long price) {
        return (int) (Math.floorDiv(price, multiple[label]) * multiple[label]);
    }

    private static int gcd(int a, int b) {
        return b == 0 ? a : gcd(b, a % b);
    }
}
