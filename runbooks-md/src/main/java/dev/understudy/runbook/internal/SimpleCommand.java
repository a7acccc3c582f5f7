package dev.understudy.runbook.internal;

import java.util.List;

/**
 * One program call of a shell text, with its words as bash would see them before expansion.
 *
 * @param words the program first; redirections last, as operator and target
 */
record SimpleCommand(List<Word> words) {
    /**
     * @param value without quotes and backslashes
     * @param glob whether it holds {@code *} or {@code ?} that bash would expand
     */
    record Word(String value, boolean glob) {
        static Word literal(String value) {
            return new Word(value, false);
        }
    }
}
