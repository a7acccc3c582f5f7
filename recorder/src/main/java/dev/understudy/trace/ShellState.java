package dev.understudy.trace;

import java.util.List;

/**
 * What a shell process knows of its past: {@code $?}, {@code PIPESTATUS} and {@code $!}.
 *
 * @param status {@code $?}
 * @param pipeline the exit code of each part of the last pipeline, not inverted by {@code !}; left alone by loops and conditions
 * @param background the last background process or process substitution; 0 where there was none
 */
public record ShellState(int status, List<Integer> pipeline, long background) {
    public ShellState {
        pipeline = List.copyOf(pipeline);
    }

    /** The exit code of the last simple command, where there was one. */
    int last() {
        return pipeline.isEmpty() ? status : pipeline.get(pipeline.size() - 1);
    }
}
