package dev.understudy.harness;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.action.Action;
import dev.understudy.backtest.Backtest;
import dev.understudy.backtest.BacktestOutcome;
import dev.understudy.backtest.Backtests;
import dev.understudy.identity.Fingerprint;
import dev.understudy.journal.Fidelity;
import dev.understudy.journal.Journal;
import dev.understudy.journal.Kind;
import dev.understudy.journal.Outcome;
import dev.understudy.journal.ReachedOperation;
import dev.understudy.journal.Resolution;
import dev.understudy.operation.Mode;
import dev.understudy.run.Run;
import dev.understudy.run.Runs;
import dev.understudy.sample.CompressLog;
import dev.understudy.sample.ListLogs;
import dev.understudy.sample.ManyLogs;
import dev.understudy.sample.MoveLog;
import dev.understudy.sample.OtherVersion;
import dev.understudy.store.Store;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A workflow whose branches run side by side, in long recorded runs; prints how fast, and asserts no time. */
class BacktestSpeedTest {
    private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");
    private static final int FILES = 124;

    @TempDir
    Path folder;

    @Test
    void what_ran_in_parallel_ends_in_the_order_in_which_it_ended_then() throws Exception {
        int runs = Integer.getInteger("understudy.bench.runs", 4);
        try (Store store = Store.open(folder.resolve("understudy.db"))) {
            for (int i = 1; i <= runs; i++) {
                recorded(store, "run-" + i, new Random(i));
            }

            Backtest backtest = new Backtests(store, Clock.systemUTC())
                    .run(new OtherVersion(ManyLogs.class), Theatre.runbook(), null);

            System.out.printf(
                    "backtest: %d runs, %d operations in %d ms: %d operations a second%n",
                    runs, backtest.operations(), backtest.millis(), backtest.operationsPerSecond());
            assertThat(backtest.count(BacktestOutcome.REPRODUCED))
                    .as(backtest.text())
                    .isEqualTo(runs);
            assertThat(backtest.operations()).isEqualTo(runs * (2L * FILES + 2));
        }
    }

    /** As a shadow would have journalled it beside an operator who passed every prediction by. */
    private static void recorded(Store store, String id, Random random) {
        Runs runs = new Runs(store);
        runs.create(Run.begun(
                        id,
                        "archive-logs",
                        Theatre.runbook().fingerprint(),
                        "host-1",
                        Map.of("folder", "/logs", "archive", "/archive"),
                        Mode.SHADOW,
                        List.of("grace"),
                        START)
                .with("ArchiveLogs", Fingerprint.of(ManyLogs.class)));
        Journal journal = new Journal(store);
        List<Integer> order = new ArrayList<>();
        StringBuilder names = new StringBuilder("[");
        for (int file = 0; file < FILES; file++) {
            order.add(random.nextInt(order.size() + 1), file);
            names.append(file == 0 ? "" : ",").append("\"f").append(file).append(".log\"");
        }
        reached(journal, id, 1, 0, "ListLogs", Kind.READ, new ListLogs("/logs").action(), 1);
        settled(journal, id, 1, Resolution.DONE, names.append(']').toString(), 2);
        for (int file = 0; file < FILES; file++) {
            Action compress = new CompressLog("/logs", "f" + file + ".log").action();
            reached(journal, id, 2 + file, 1, "CompressLog", Kind.WRITE, compress, 3);
        }
        int time = 10;
        for (int file : order) {
            settled(journal, id, 2 + file, Resolution.NOT_OBSERVED, null, time++);
        }
        long sequence = 2L + FILES;
        for (int file : order) {
            Action move = new MoveLog("/logs/f" + file + ".log.gz", "/archive").action();
            reached(journal, id, sequence, 1, "MoveLog", Kind.WRITE, move, time);
            settled(journal, id, sequence++, Resolution.NOT_OBSERVED, null, time + FILES + 1);
            time++;
        }
        reached(journal, id, sequence, sequence - 1, "ListLogs", Kind.READ, new ListLogs("/logs").action(), time + 999);
        settled(journal, id, sequence, Resolution.DONE, "[]", time + 1000);
        runs.end(id, START.plusSeconds(9_999));
    }

    private static void reached(
            Journal journal, String run, long sequence, long after, String activity, Kind kind, Action action, int at) {
        journal.reached(new ReachedOperation(
                run,
                sequence,
                after,
                activity,
                "activity-" + sequence,
                kind,
                run,
                "ArchiveLogs",
                action,
                Mode.SHADOW,
                "host-1",
                null,
                "00ff",
                "{}",
                START.plusSeconds(at)));
    }

    private static void settled(
            Journal journal, String run, long sequence, Resolution resolution, @Nullable String result, int at) {
        Fidelity fidelity = resolution == Resolution.DONE ? Fidelity.REAL : Fidelity.SIMULATED;
        journal.resolve(run, sequence, new Outcome(resolution, fidelity, null, result, START.plusSeconds(at)));
    }
}
