package dev.understudy.shadow;

import dev.understudy.journal.Journal;
import dev.understudy.journal.Outcome;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Operations whose activity returned and is completed by somebody else. Until then they are in flight; their workflow is the
 * first to hear of their end, and what it hears is written down here. What is missed, because this process ended meanwhile, is
 * read from the workflow's history when the run is closed. Thread-safe.
 */
final class Elsewhere implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Elsewhere.class);

    private final Journal journal;
    private final Map<String, Ending> expected = new ConcurrentHashMap<>();
    private final ExecutorService thread = Executors.newSingleThreadExecutor(task -> {
        Thread made = new Thread(task, "understudy-elsewhere");
        made.setDaemon(true);
        return made;
    });

    Elsewhere(Journal journal) {
        this.journal = journal;
    }

    /** What the journal says of an end. */
    @FunctionalInterface
    interface Ending {
        /** @param failure null where it was done */
        Outcome of(@Nullable Object result, @Nullable Exception failure) throws Exception;
    }

    void expects(Reached reached, Ending ending) {
        expected.put(reached.key(), ending);
    }

    /** Told of every operation that ended; called in workflow code, and so does nothing itself. */
    void ended(String run, long sequence, @Nullable Object result, @Nullable Exception failure) {
        if (expected.isEmpty()) {
            return;
        }
        Ending ending = expected.remove(Reached.key(run, sequence));
        if (ending != null) {
            thread.execute(() -> {
                try {
                    journal.resolve(run, sequence, ending.of(result, failure));
                } catch (Exception e) {
                    LOG.warn(
                            "the end of operation {} of run {} is read from its history later: {}",
                            sequence,
                            run,
                            e.getMessage());
                }
            });
        }
    }

    /** The innermost words of a failure, which somebody wrote for people. */
    static String words(Exception failure) {
        Throwable at = failure;
        while (at.getCause() != null) {
            at = at.getCause();
        }
        return at instanceof io.temporal.failure.TemporalFailure said && said.getOriginalMessage() != null
                ? said.getOriginalMessage()
                : Failure.words(at);
    }

    @Override
    public void close() {
        thread.shutdown();
    }
}
