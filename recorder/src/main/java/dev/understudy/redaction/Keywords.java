package dev.understudy.redaction;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.TreeSet;

/**
 * Finds many words in one pass over a text, whatever the case of its ASCII letters (Aho and Corasick, 1975). Immutable and
 * thread-safe.
 */
final class Keywords {
    /** Takes each occurrence, in the order of their ends. */
    @FunctionalInterface
    interface Hit {
        /**
         * @param word the index in {@link #words}
         * @param end the index after the word's last character
         */
        void at(int word, int end);
    }

    private static final int[] NONE = {};

    private final List<String> words;
    /** For each ASCII character what column it has; 0 for those that are in no word. */
    private final byte[] columns = new byte[128];

    private final int width;
    /** The next state, as an index of its row. */
    private final int[] next;

    private final int[][] ends;

    Keywords(Collection<String> keywords) {
        this.words = List.copyOf(new TreeSet<>(keywords));
        this.width = columns();
        List<int[]> rows = new ArrayList<>();
        List<int[]> found = new ArrayList<>();
        rows.add(new int[width]);
        found.add(NONE);
        for (int word = 0; word < words.size(); word++) {
            int state = 0;
            for (char c : words.get(word).toCharArray()) {
                int column = column(c);
                if (rows.get(state)[column] == 0) {
                    rows.get(state)[column] = rows.size();
                    rows.add(new int[width]);
                    found.add(NONE);
                }
                state = rows.get(state)[column];
            }
            found.set(state, with(found.get(state), new int[] {word}));
        }
        complete(rows, found);
        this.next = new int[rows.size() * width];
        for (int state = 0; state < rows.size(); state++) {
            for (int column = 0; column < width; column++) {
                next[state * width + column] = rows.get(state)[column] * width;
            }
        }
        this.ends = new int[next.length][];
        for (int state = 0; state < rows.size(); state++) {
            ends[state * width] = found.get(state);
        }
    }

    /** Sorted, each once. */
    List<String> words() {
        return words;
    }

    void scan(String text, Hit hit) {
        scan(text, 0, text.length(), hit);
    }

    void scan(String text, int from, int to, Hit hit) {
        int state = 0;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            state = next[state + (c < 128 ? columns[c] : 0)];
            if (state != 0) {
                for (int word : ends[state]) {
                    hit.at(word, i + 1);
                }
            }
        }
    }

    private int columns() {
        int used = 0;
        for (String word : words) {
            if (word.isEmpty()) {
                throw new IllegalArgumentException("a keyword is empty");
            }
            for (char c : word.toCharArray()) {
                if (c >= 128 || c >= 'A' && c <= 'Z') {
                    throw new IllegalArgumentException("a keyword is not lower-case ASCII: " + word);
                }
                if (columns[c] == 0) {
                    columns[c] = (byte) ++used;
                }
            }
        }
        for (char c = 'a'; c <= 'z'; c++) {
            columns[c - 'a' + 'A'] = columns[c];
        }
        return used + 1;
    }

    private int column(char c) {
        return columns[c];
    }

    /** Where a word does not go on, what goes on is the longest end of what was read that begins a word. */
    private void complete(List<int[]> rows, List<int[]> found) {
        int[] fallback = new int[rows.size()];
        Deque<Integer> queue = new ArrayDeque<>();
        for (int state : rows.get(0)) {
            if (state != 0) {
                queue.add(state);
            }
        }
        while (!queue.isEmpty()) {
            int state = queue.remove();
            int[] row = rows.get(state);
            int[] other = rows.get(fallback[state]);
            found.set(state, with(found.get(state), found.get(fallback[state])));
            for (int column = 0; column < width; column++) {
                if (row[column] == 0) {
                    row[column] = other[column];
                } else {
                    fallback[row[column]] = other[column];
                    queue.add(row[column]);
                }
            }
        }
    }

    private static int[] with(int[] some, int[] more) {
        int[] all = java.util.Arrays.copyOf(some, some.length + more.length);
        System.arraycopy(more, 0, all, some.length, more.length);
        return all;
    }
}
