package dev.understudy.cli;

import dev.understudy.effects.EffectAnswer;
import dev.understudy.effects.EffectComparison;
import dev.understudy.effects.EffectDifference;
import dev.understudy.effects.ObservedEffects;
import dev.understudy.effects.ObservedEffectsJson;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code understudy effects compare A.json B.json}. */
@Command(
        name = "effects",
        description = "What commands really changed in clusters, as understudy observe --json wrote it down.",
        mixinStandardHelpOptions = true)
final class EffectsCommand implements Runnable {
    @Spec
    CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "say compare");
    }

    @Command(
            name = "compare",
            description = "Says whether two recordings have the same effect; exit code 1 where they have not.",
            mixinStandardHelpOptions = true)
    int compare(
            @Parameters(paramLabel = "A.json", description = "the first recording") Path a,
            @Parameters(paramLabel = "B.json", description = "the second recording") Path b,
            @Option(names = "--json", description = "as JSON") boolean json) {
        CompletableFuture<ObservedEffects> other = CompletableFuture.supplyAsync(() -> read(b));
        ObservedEffects one = read(a);
        EffectAnswer answer = EffectComparison.compare(one, joined(other));
        if (json) {
            Printed.json(spec, answer);
        } else {
            Printed.line(
                    spec,
                    (answer.same() ? "the same" : "not the same") + " ("
                            + answer.verdict().word() + "): " + answer.why());
            answer.differences().forEach(difference -> Printed.line(spec, "  " + told(difference)));
        }
        return (answer.same() ? ExitCode.OK : ExitCode.REFUSED).number();
    }

    private static ObservedEffects joined(CompletableFuture<ObservedEffects> reading) {
        try {
            return reading.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw e;
        }
    }

    private static String told(EffectDifference difference) {
        String where = difference.operation() + " " + difference.object()
                + (difference.field() == null ? "" : " " + difference.field());
        return where + "\n    A: " + orNothing(difference.a()) + "\n    B: " + orNothing(difference.b());
    }

    private static String orNothing(@Nullable String text) {
        return text == null ? "nothing" : text;
    }

    private static ObservedEffects read(Path file) {
        if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
            throw new CliFailure(
                    ExitCode.CONFIGURATION,
                    file + " is no file that can be read; make one with understudy observe --json -- COMMAND");
        }
        try {
            refuseCutShort(file);
            return ObservedEffectsJson.read(() -> Files.newInputStream(file));
        } catch (ObservedEffectsJson.Malformed e) {
            throw new CliFailure(ExitCode.CONFIGURATION, file + ": " + e.getMessage());
        } catch (IOException e) {
            throw new CliFailure(ExitCode.ENVIRONMENT, file + " cannot be read: " + e.getMessage());
        }
    }

    /** The requests, which come last, are seldom read: that a file ends among them would go unseen. */
    private static void refuseCutShort(Path file) throws IOException {
        try (SeekableByteChannel channel = Files.newByteChannel(file)) {
            ByteBuffer one = ByteBuffer.allocate(1);
            for (long at = channel.size() - 1; at >= 0; at--) {
                channel.position(at).read(one.clear());
                if (one.get(0) == '}' || one.get(0) == ']') {
                    return; // what stands there instead of an object is told by who reads it
                }
                if (!Character.isWhitespace(one.get(0))) {
                    break;
                }
            }
        }
        throw new CliFailure(
                ExitCode.CONFIGURATION,
                file
                        + ": it does not end as JSON does; was the recording cut short? Make it again with understudy observe"
                        + " --json -- COMMAND");
    }
}
