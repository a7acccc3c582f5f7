package dev.understudy.shadow;

import dev.understudy.action.Normalisers;
import dev.understudy.journal.ReachedOperation;
import dev.understudy.observed.ObservedAction;
import dev.understudy.observed.ObservedActions;
import dev.understudy.recording.SessionEvent;
import dev.understudy.recording.SessionEvent.CommandFinished;
import dev.understudy.recording.SessionEvent.SessionEnded;
import dev.understudy.recording.SessionEvent.SessionStarted;
import dev.understudy.recording.SessionEvent.StepMarked;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One run, with a shadow beside its operators: what was published, what is awaited, what was seen. All methods are
 * synchronized on the object, and none does I/O.
 */
final class Beside {
    private final Normalisers normalisers;
    private final Pairing pairing;
    private final List<PublishedCommitment> published = new ArrayList<>();
    private final Set<Long> publishedSequences = new HashSet<>();
    private final Map<Long, Awaiting> awaiting = new HashMap<>();
    private final Map<String, Watch> sessions = new HashMap<>();
    private final Map<String, List<Settled>> untilOutput = new HashMap<>();
    private boolean ended;

    /** @param needsOutput whether its result hangs on what the operator's command printed */
    private record Awaiting(String workflowId, boolean needsOutput) {}

    private static final class Watch {
        private final ObservedActions actions;
        private long seen;

        Watch(Normalisers normalisers) {
            actions = new ObservedActions(normalisers);
        }
    }

    /** Something to write down and to tell a workflow. */
    record News(String workflowId, Settled settled, String output, boolean tell) {}

    Beside(List<String> steps, Normalisers normalisers) {
        this.pairing = new Pairing(steps);
        this.normalisers = normalisers;
    }

    synchronized void publish(ReachedOperation operation) {
        if (publishedSequences.add(operation.sequence())) {
            published.add(new PublishedCommitment(
                    published.size() + 1,
                    operation.sequence(),
                    operation.prediction().hash()));
            notifyAll();
        }
    }

    synchronized List<PublishedCommitment> published(long after) {
        int from = (int) Math.max(0, Math.min(after, published.size()));
        return List.copyOf(published.subList(from, published.size()));
    }

    synchronized List<PublishedCommitment> awaitPublished(long after, long patienceMillis) throws InterruptedException {
        long until = System.nanoTime() + patienceMillis * 1_000_000;
        while (published.size() <= after) {
            long left = (until - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                return List.of();
            }
            wait(left);
        }
        return published(after);
    }

    synchronized List<News> predict(ReachedOperation operation, boolean needsOutput) {
        awaiting.put(operation.sequence(), new Awaiting(operation.workflowId(), needsOutput));
        Optional<Settled> settled = pairing.predicted(operation.sequence(), operation.action(), operation.step());
        return settled.map(List::of).orElse(List.of()).stream()
                .map(known -> news(known, ""))
                .toList();
    }

    /** Events that were seen before change nothing. */
    synchronized List<News> observe(String session, List<SessionEvent> events) {
        Watch watch = sessions.computeIfAbsent(session, name -> new Watch(normalisers));
        List<News> news = new ArrayList<>();
        for (SessionEvent event : events) {
            if (event.seq() > watch.seen) {
                watch.seen = event.seq();
                observe(session, watch, event, news);
            }
        }
        return news;
    }

    private void observe(String session, Watch watch, SessionEvent event, List<News> news) {
        List<ObservedAction> actions = watch.actions.accept(event);
        if (event instanceof SessionStarted) {
            ended = false;
            pairing.reopened();
        }
        for (ObservedAction action : actions) {
            for (Settled settled : pairing.acted(action)) {
                Awaiting prediction = awaiting.get(settled.sequence());
                if (settled.by() != null && prediction != null && prediction.needsOutput()) {
                    untilOutput
                            .computeIfAbsent(command(session, action.command()), key -> new ArrayList<>())
                            .add(settled);
                    news.add(new News(prediction.workflowId(), settled, "", false));
                } else {
                    news.add(news(settled, ""));
                }
            }
        }
        if (event instanceof StepMarked marked) {
            pairing.marked(marked.step(), marked.state()).forEach(settled -> news.add(news(settled, "")));
        } else if (event instanceof CommandFinished finished) {
            tellWithOutput(
                    command(session, finished.command()), finished.output().text(), news);
        } else if (event instanceof SessionEnded end) {
            List.copyOf(untilOutput.keySet()).stream()
                    .filter(command -> command.startsWith(session + "/"))
                    .forEach(command -> tellWithOutput(command, "", news));
            if (end.endsRun()) {
                news.addAll(end());
            }
        }
    }

    /** The operators ended the run. */
    synchronized List<News> end() {
        ended = true;
        return pairing.ended().stream().map(settled -> news(settled, "")).toList();
    }

    synchronized boolean ended() {
        return ended;
    }

    synchronized void alreadyPaired(String observedAction) {
        pairing.alreadyPaired(observedAction);
    }

    private void tellWithOutput(String command, String output, List<News> news) {
        List<Settled> waiting = untilOutput.remove(command);
        if (waiting != null) {
            waiting.forEach(settled -> news.add(news(settled, output)));
        }
    }

    private News news(Settled settled, String output) {
        Awaiting prediction = awaiting.remove(settled.sequence());
        if (prediction == null) {
            throw new IllegalStateException("prediction " + settled.sequence() + " was settled twice");
        }
        return new News(prediction.workflowId(), settled, output, true);
    }

    private static String command(String session, int command) {
        return session + "/" + command;
    }
}
