package dev.understudy.bench;

import dev.understudy.action.Action;
import dev.understudy.action.Effect;
import dev.understudy.journal.Journal;
import dev.understudy.journal.JournalQuery;
import dev.understudy.journal.Kind;
import dev.understudy.journal.ReachedOperation;
import dev.understudy.journal.Resolution;
import dev.understudy.operation.Mode;
import dev.understudy.store.Store;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/**
 * Searches in a journal of many operations: fills a database where there is none, then asks each kind of question many times
 * with values drawn at random, and prints the median and the 99th percentile. Arguments: the database, the number of
 * operations.
 */
public final class SearchBench {
    private static final List<String> TYPES =
            List.of("MoveFile", "ScaleStatefulSet", "ListFiles", "ExecInPod", "ReadStatefulSet", "WaitForRollout");
    private static final List<String> STEPS = List.of("look", "compress", "move", "scale", "check", "finish");
    private static final Instant START = Instant.parse("2025-01-01T00:00:00Z");

    private SearchBench() {}

    public static void main(String[] args) {
        Path db = Path.of(args[0]);
        int operations = Integer.parseInt(args[1]);
        try (Store store = Store.open(db)) {
            Journal journal = new Journal(store);
            if (journal.search(JournalQuery.ALL.limit(1)).isEmpty()) {
                fill(store, journal, operations);
            }
            measure(journal, operations);
        }
    }

    private static void fill(Store store, Journal journal, int operations) {
        long begun = System.nanoTime();
        Random random = new Random(1);
        for (int from = 0; from < operations; from += 5_000) {
            int first = from;
            store.write(handle -> {
                for (int i = first; i < Math.min(operations, first + 5_000); i++) {
                    journal.reached(operation(random, i, operations));
                }
                return true;
            });
        }
        System.out.printf(
                Locale.ROOT, "filled with %,d operations in %d s%n", operations, seconds(System.nanoTime() - begun));
    }

    private static ReachedOperation operation(Random random, int number, int operations) {
        String type = TYPES.get(random.nextInt(TYPES.size()));
        String rare = number % 100_000 == 777 ? " zebra" + number / 100_000 : "";
        Action action = Action.of(
                Effect.WRITE,
                "update",
                "kubernetes:eu-" + random.nextInt(40) + "/apps/statefulsets/ns-" + random.nextInt(200) + "/db-"
                        + random.nextInt(5_000),
                Map.of(
                        "/spec/replicas",
                        Integer.toString(random.nextInt(9)),
                        "note",
                        "ticket-" + random.nextInt(operations) + rare));
        return new ReachedOperation(
                "run-" + number / 100,
                number % 100 + 1,
                number % 100,
                type,
                "activity-" + number,
                random.nextBoolean() ? Kind.READ : Kind.WRITE,
                "run-" + number / 100,
                type.startsWith("Scale") ? "ScaleOut" : "Other" + random.nextInt(20),
                action,
                Mode.values()[random.nextInt(3)],
                "target-" + random.nextInt(50),
                STEPS.get(random.nextInt(STEPS.size())),
                "00",
                "{}",
                START.plus(Duration.ofMillis(number * 30L)));
    }

    private static void measure(Journal journal, int operations) {
        Random random = new Random(2);
        Map<String, List<JournalQuery>> questions = new LinkedHashMap<>();
        for (int i = 0; i < 200; i++) {
            JournalQuery all = JournalQuery.ALL.limit(100);
            ask(questions, "a rare word", all.text("zebra" + random.nextInt(Math.max(1, operations / 100_000))));
            ask(questions, "the beginning of a rare word", all.text("zebr"));
            ask(questions, "a ticket", all.text("ticket-" + random.nextInt(operations)));
            ask(questions, "a common word", all.text("kubernetes"));
            ask(questions, "two words", all.text("db-" + random.nextInt(5_000) + " scale"));
            ask(
                    questions,
                    "several common words",
                    all.text("update target-" + random.nextInt(50) + " eu-" + random.nextInt(40) + " ns-"
                            + random.nextInt(200)));
            ask(
                    questions,
                    "a common name and words",
                    all.text("move statefulset eu-" + random.nextInt(40) + " "
                            + STEPS.get(random.nextInt(STEPS.size()))));
            ask(
                    questions,
                    "an object by its words",
                    all.text("ns-" + random.nextInt(200) + "/db-" + random.nextInt(5_000)));
            ask(questions, "activity type", all.activityType(TYPES.get(random.nextInt(TYPES.size()))));
            ask(questions, "target", all.target("target-" + random.nextInt(50)));
            ask(
                    questions,
                    "activity type and target",
                    all.activityType(TYPES.get(random.nextInt(TYPES.size()))).target("target-" + random.nextInt(50)));
            ask(questions, "outcome", all.resolution(random.nextBoolean() ? Resolution.OPEN : Resolution.INTENT));
            ask(questions, "verb and mode", all.verb("update").mode(Mode.values()[random.nextInt(3)]));
            Instant since = START.plus(Duration.ofMillis(random.nextInt(operations) * 30L));
            ask(questions, "an hour", all.since(since).until(since.plus(Duration.ofHours(1))));
            ask(questions, "a run", all.run("run-" + random.nextInt(Math.max(1, operations / 100))));
            ask(questions, "the latest", all);
        }
        List<Double> every = new ArrayList<>();
        System.out.printf(Locale.ROOT, "%-32s %8s %8s%n", "question", "p50 ms", "p99 ms");
        questions.forEach((name, queries) -> {
            List<Double> times = new ArrayList<>();
            queries.subList(0, 20).forEach(journal::search);
            for (JournalQuery query : queries) {
                long begun = System.nanoTime();
                journal.search(query);
                times.add((System.nanoTime() - begun) / 1e6);
            }
            every.addAll(times);
            print(name, times);
        });
        print("all", every);
    }

    private static void ask(Map<String, List<JournalQuery>> questions, String name, JournalQuery query) {
        questions.computeIfAbsent(name, key -> new ArrayList<>()).add(query);
    }

    private static void print(String name, List<Double> times) {
        List<Double> sorted = new ArrayList<>(times);
        Collections.sort(sorted);
        System.out.printf(
                Locale.ROOT,
                "%-32s %8.2f %8.2f%n",
                name,
                sorted.get(sorted.size() / 2),
                sorted.get((int) Math.ceil(sorted.size() * 0.99) - 1));
    }

    private static long seconds(long nanos) {
        return Duration.ofNanos(nanos).toSeconds();
    }
}
