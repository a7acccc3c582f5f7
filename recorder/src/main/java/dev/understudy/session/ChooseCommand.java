package dev.understudy.session;

import dev.understudy.forward.OpenRun;
import dev.understudy.forward.Server;
import dev.understudy.forward.ServerQueries;
import dev.understudy.forward.ServerSetting;
import dev.understudy.picker.Choice;
import dev.understudy.picker.Picker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Finds what {@code record} was not told: a run to join, or a runbook and a target, by the server or by asking the operator.
 * The launcher calls it before it starts the shell, and takes the options from the file that it writes, a word a line.
 */
@Command(name = "choose", hidden = true, description = "Chooses what to record.")
final class ChooseCommand implements Callable<Integer> {
    private static final int ABORTED = 1;
    private static final String NEW_RUN = "";

    @Option(names = "--out", required = true)
    Path out = Path.of("");

    @Option(names = "--run")
    @Nullable
    String run;

    @Option(names = "--target")
    @Nullable
    String target;

    @Option(names = "--operator")
    String operator = System.getProperty("user.name", "unknown");

    @Option(names = "--server")
    @Nullable
    String server;

    @Option(names = "--param")
    Map<String, String> params = new TreeMap<>();

    /** The others are for {@code record}. */
    @Option(
            names = {"--runbook", "--shell"},
            hidden = true)
    List<String> ignored = new ArrayList<>();

    @Option(
            names = {"--strict", "--no-word"},
            hidden = true)
    boolean ignoredToo;

    @Override
    public Integer call() throws IOException {
        ServerQueries queries = null;
        try {
            Server found = ServerSetting.find(server, System.getenv());
            queries = found == null ? null : new ServerQueries(found, operator);
        } catch (IllegalArgumentException e) {
            throw new SetupFailure(SetupFailure.CONFIGURATION, String.valueOf(e.getMessage()));
        }
        if (run != null) {
            Files.write(out, join(queries, run));
            return 0;
        }
        try (Picker picker = Picker.open()) {
            Files.write(
                    out,
                    ask(picker, new Shelf(queries, System.getenv(), Path.of("").toAbsolutePath())));
            return 0;
        } catch (Picker.Aborted e) {
            return ABORTED;
        }
    }

    private List<String> join(@Nullable ServerQueries queries, String name) throws IOException {
        if (queries == null) {
            throw new SetupFailure(
                    SetupFailure.CONFIGURATION,
                    "record --run joins a run of a server, and none is configured; give --server URL, or --runbook and"
                            + " --target to begin the run " + name);
        }
        OpenRun found = queries.run(name)
                .orElseThrow(() -> new SetupFailure(
                        SetupFailure.CONFIGURATION,
                        "the server knows no manual run " + name + "; record without --run shows those that are open,"
                                + " --runbook and --target begin it"));
        if (!found.open()) {
            throw new SetupFailure(SetupFailure.CONFIGURATION, "run " + name + " has ended; nobody can join it");
        }
        return options(found, new Shelf(queries, System.getenv(), Path.of("").toAbsolutePath()));
    }

    /** Escape, wherever it is pressed, means: record without a run. */
    private List<String> ask(Picker picker, Shelf shelf) throws IOException, Picker.Aborted {
        shelf.trouble().ifPresent(trouble -> picker.say("understudy: " + trouble + "; what is here is shown"));
        List<OpenRun> open = shelf.openRuns();
        if (!open.isEmpty() && target == null) {
            List<Choice> choices = new ArrayList<>(List.of(new Choice(NEW_RUN, "a new run", "")));
            open.forEach(each -> choices.add(new Choice(
                    each.run(),
                    each.run(),
                    each.title() + " on " + each.target() + ", by " + String.join(", ", each.operators())
                            + (each.step() == null ? "" : ", at step " + each.step()))));
            Optional<String> chosen = picker.choose("Which run?", choices, null);
            if (chosen.isEmpty()) {
                return List.of("--no-runbook");
            }
            Optional<OpenRun> joined = open.stream()
                    .filter(each -> each.run().equals(chosen.get()))
                    .findFirst();
            if (joined.isPresent()) {
                return options(joined.get(), shelf);
            }
        }
        Optional<String> runbook = picker.choose("Which runbook?", shelf.runbooks(), null);
        if (runbook.isEmpty()) {
            return List.of("--no-runbook");
        }
        List<String> options =
                new ArrayList<>(List.of("--runbook", shelf.file(runbook.get()).toString()));
        if (target == null) {
            Optional<String> on = picker.choose("On which target? (type a new one)", shelf.targets(), "a new target");
            if (on.isEmpty()) {
                return List.of("--no-runbook");
            }
            options.addAll(List.of("--target", on.get()));
        }
        return options;
    }

    /** What is to be added to the options that were given. */
    private List<String> options(OpenRun joined, Shelf shelf) throws IOException {
        List<String> options = new ArrayList<>(
                List.of("--runbook", shelf.file(joined.runbook()).toString()));
        if (run == null) {
            options.addAll(List.of("--run", joined.run()));
        }
        if (target == null) {
            options.addAll(List.of("--target", joined.target()));
        }
        String step = joined.step();
        if (step != null) {
            options.addAll(List.of("--at", step));
        }
        joined.params().forEach((name, value) -> {
            if (value.indexOf('\n') < 0 && !params.containsKey(name)) {
                options.addAll(List.of("--param", name + "=" + value));
            }
        });
        return options;
    }
}
