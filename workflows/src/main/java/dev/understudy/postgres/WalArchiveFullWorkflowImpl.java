package dev.understudy.postgres;

import dev.understudy.host.CheckApart;
import dev.understudy.host.CompressFile;
import dev.understudy.host.DeleteFile;
import dev.understudy.host.FolderSize;
import dev.understudy.host.HostOperations;
import dev.understudy.host.LinkFile;
import dev.understudy.host.ListFiles;
import dev.understudy.host.Listing;
import dev.understudy.host.MeasureFolder;
import dev.understudy.host.MoveFile;
import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.failure.ApplicationFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

public final class WalArchiveFullWorkflowImpl implements WalArchiveFullWorkflow {
    /** The name of the link in the archive by which the moved segments are found. */
    static final String COLD_LINK = "cold";

    // The summary of each names the runbook's step.
    private final HostOperations notPgWal = step("not-pg-wal");
    private final HostOperations measure = step("measure");
    private final HostOperations list = step("list");
    private final HostOperations compress = step("compress");
    private final HostOperations move = step("move");
    private final HostOperations link = step("link");
    private final HostOperations clean = step("clean");
    private final HostOperations verify = step("verify");

    @Override
    public WalArchiveFullResult makeRoom(WalArchiveFullInput input) {
        String archive = input.archive();
        refusePgWal(input);
        FolderSize before = measure.measureFolder(new MeasureFolder(archive));

        Listing uncompressed = list.listFiles(new ListFiles(archive, WalSegments.FINISHED));
        List<String> finished = WalSegments.finished(uncompressed);
        forEach(finished, name -> Async.function(compress::compressFile, new CompressFile(archive, name)));

        // What is there now, also from before: not what we think that we compressed.
        Listing compressed = move.listFiles(new ListFiles(archive, WalSegments.COMPRESSED));
        forEach(compressed.names(), name -> Async.function(move::moveFile, new MoveFile(archive, name, input.cold())));

        link.linkFile(new LinkFile(input.cold(), archive, COLD_LINK));

        Listing partials = clean.listFiles(new ListFiles(archive, WalSegments.PARTIAL));
        List<String> superseded = WalSegments.supersededPartials(partials, List.of(uncompressed, compressed));
        forEach(superseded, name -> Async.function(clean::deleteFile, new DeleteFile(archive, name)));

        Listing inArchive = verify.listFiles(new ListFiles(archive, WalSegments.COMPRESSED));
        Listing inCold = verify.listFiles(new ListFiles(input.cold(), WalSegments.COMPRESSED));
        FolderSize after = verify.measureFolder(new MeasureFolder(archive));
        refuseLoss(compressed.names(), inArchive, inCold, input);
        return new WalArchiveFullResult(
                freed(before, after),
                finished,
                compressed.names().stream().filter(inCold::contains).toList(),
                compressed.names().stream().filter(inArchive::contains).toList(),
                superseded);
    }

    /** The server itself removes what lies in pg_wal, and may need each file of it to start again. */
    private void refusePgWal(WalArchiveFullInput input) {
        String pgWal = input.pg_data() + "/pg_wal";
        if (!notPgWal.checkApart(new CheckApart(input.archive(), pgWal))) {
            throw ApplicationFailure.newNonRetryableFailure(
                    "the archive " + input.archive() + " is " + pgWal
                            + " itself, where nothing may be moved or deleted by hand. Correct the run's parameters",
                    "ArchiveIsPgWal");
        }
    }

    private static void refuseLoss(
            List<String> compressed, Listing inArchive, Listing inCold, WalArchiveFullInput input) {
        List<String> lost = compressed.stream()
                .filter(name -> !inArchive.contains(name) && !inCold.contains(name))
                .toList();
        if (!lost.isEmpty()) {
            throw ApplicationFailure.newNonRetryableFailure(
                    lost.size() + " segments are neither in " + input.archive() + " nor in " + input.cold() + ": "
                            + String.join(", ", lost.subList(0, Math.min(10, lost.size())))
                            + ". Find them before anything else is deleted: a restore may need them",
                    "SegmentsLost");
        }
    }

    private static @Nullable Long freed(FolderSize before, FolderSize after) {
        return before.bytes() == null || after.bytes() == null ? null : before.bytes() - after.bytes();
    }

    /**
     * Asks for all at once and then waits for all, so that a shadow says everything that it would do before the operator's loop
     * begins. In parts, since a Temporal server allows only so many pending activities.
     */
    private static void forEach(List<String> names, Function<String, Promise<String>> operation) {
        int part = 1_000;
        for (int from = 0; from < names.size(); from += part) {
            List<String> some = names.subList(from, Math.min(names.size(), from + part));
            Promise.allOf(some.stream().map(operation).toList()).get();
        }
    }

    private static HostOperations step(String name) {
        return Workflow.newActivityStub(
                HostOperations.class,
                ActivityOptions.newBuilder()
                        .setSummary(name)
                        // Generous: on a disk that is full hundreds of files wait for their turn. A worker that died is
                        // noticed by its heartbeat instead.
                        .setStartToCloseTimeout(Duration.ofHours(6))
                        .setHeartbeatTimeout(Duration.ofMinutes(2))
                        .setRetryOptions(RetryOptions.newBuilder()
                                .setInitialInterval(Duration.ofSeconds(1))
                                .setMaximumInterval(Duration.ofMinutes(1))
                                .setMaximumAttempts(10)
                                .build())
                        .build());
    }
}
