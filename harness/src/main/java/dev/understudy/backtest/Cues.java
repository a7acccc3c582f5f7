package dev.understudy.backtest;

import io.temporal.workflow.CompletablePromise;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.time.Instant;
import java.util.PriorityQueue;

/**
 * The time of a workflow execution under test, and what is to happen in it: recorded answers at their recorded times, timers
 * at theirs. When nothing of the workflow can go on, the next of them happens, and it is then at once. So a wait of a week
 * costs nothing, and what ran in parallel ends in the order in which it ended then. Used in workflow code only.
 */
final class Cues {
    /** How often all the workflow's threads are looked at before time goes on: one may wake another, and that a third. */
    private static final int ROUNDS = 3;

    private final PriorityQueue<Cue> waiting = new PriorityQueue<>();
    private final PlayedRun run;
    private long number;

    private record Cue(Instant at, long number, Runnable happens) implements Comparable<Cue> {
        @Override
        public int compareTo(Cue other) {
            int byTime = at.compareTo(other.at);
            return byTime != 0 ? byTime : Long.compare(number, other.number);
        }
    }

    Cues(PlayedRun run) {
        this.run = run;
    }

    Instant now() {
        return run.now();
    }

    void at(Instant time, Runnable happens) {
        waiting.add(new Cue(time, ++number, happens));
    }

    CompletablePromise<Void> after(Duration delay) {
        CompletablePromise<Void> timer = Workflow.newPromise();
        at(now().plus(delay.isNegative() ? Duration.ZERO : delay), () -> {
            if (!timer.isCompleted()) {
                timer.complete(null);
            }
        });
        return timer;
    }

    /** A thread of the workflow's own, for as long as the workflow goes on. */
    void run() {
        while (true) {
            Workflow.await(() -> !waiting.isEmpty());
            for (int round = 0; round < ROUNDS; round++) {
                letOthersGoOn();
            }
            Cue next = waiting.poll();
            if (next != null) {
                run.now(next.at());
                next.happens().run();
            }
        }
    }

    /** Comes back when all other threads of the workflow had their turn. */
    private static void letOthersGoOn() {
        boolean[] asked = {false};
        Workflow.await(() -> {
            boolean before = asked[0];
            asked[0] = true;
            return before;
        });
    }
}
