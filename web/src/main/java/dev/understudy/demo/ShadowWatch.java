package dev.understudy.demo;

import dev.understudy.api.Backstage;
import dev.understudy.journal.JournalEntry;
import dev.understudy.journal.Kind;
import dev.understudy.recording.SessionEvent.CommitmentReceived;
import dev.understudy.report.StoredReport;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Looks at what the shadow of a run has said so far. */
final class ShadowWatch {
    private static final Duration GLANCE = Duration.ofMillis(15);
    private static final Duration QUIET = Duration.ofMillis(120);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Backstage stage;
    private final String run;
    private long seen;

    ShadowWatch(Backstage stage, String run) {
        this.stage = stage;
        this.run = run;
    }

    /**
     * Waits until the shadow waits for what the operator does next, and the recorder holds the proof of all that it
     * predicted: predictions beyond those of the last call, and no more of them for a moment.
     */
    void awaitPredictions() throws IOException, InterruptedException {
        List<Long> open = await("the shadow of " + run + " predicted nothing", this::news);
        for (List<Long> before = List.of(); !open.equals(before); open = news().orElse(open)) {
            before = open;
            Thread.sleep(QUIET.toMillis());
        }
        seen = open.get(open.size() - 1);
    }

    /** The open predictions, where all of them are new and committed. */
    private Optional<List<Long>> news() {
        List<Long> open = stage.journal().openPredictions(run).stream()
                .map(JournalEntry::sequence)
                .sorted()
                .toList();
        return !open.isEmpty() && open.get(0) > seen && committed().containsAll(open)
                ? Optional.of(open)
                : Optional.empty();
    }

    /** Waits for the comparison that follows the run's end. */
    StoredReport awaitReport() throws IOException, InterruptedException {
        return await("run " + run + " was not compared", () -> stage.reports().find(run));
    }

    /**
     * How long it took from each of these moments to the first write that the shadow predicted after it.
     *
     * @param moments in order; one after which nothing was predicted before the next moment gives nothing
     */
    List<Duration> nextAfterEach(List<Instant> moments) {
        List<Instant> published = stage.journal().ofRun(run).stream()
                .filter(entry -> entry.operation().kind() == Kind.WRITE)
                .map(entry -> entry.operation().publishedAt())
                .sorted()
                .toList();
        List<Duration> waits = new ArrayList<>();
        for (int i = 0; i < moments.size(); i++) {
            Instant from = moments.get(i);
            Instant until = i + 1 < moments.size() ? moments.get(i + 1) : Instant.MAX;
            published.stream()
                    .filter(at -> at.isAfter(from) && at.isBefore(until))
                    .findFirst()
                    .ifPresent(at -> waits.add(Duration.between(from, at)));
        }
        return waits;
    }

    /** The predictions whose commitment is in the recorder's journal, as far as the server has it. */
    private Set<Long> committed() {
        return stage.sessions().ofRun(run).stream()
                .flatMap(session -> session.events().stream())
                .filter(CommitmentReceived.class::isInstance)
                .map(event -> ((CommitmentReceived) event).prediction())
                .collect(Collectors.toSet());
    }

    private static <T> T await(String otherwise, Supplier<Optional<T>> question)
            throws IOException, InterruptedException {
        Instant deadline = Instant.now().plus(PATIENCE);
        Optional<T> answer = question.get();
        while (answer.isEmpty()) {
            if (Instant.now().isAfter(deadline)) {
                throw new IOException(otherwise + " within " + PATIENCE.toSeconds() + " s");
            }
            Thread.sleep(GLANCE.toMillis());
            answer = question.get();
        }
        return answer.get();
    }
}
