package dev.understudy.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code understudy schedule}: runs that begin by the clock. */
@Command(
        name = "schedule",
        description = "Starts runs by the clock, through Temporal's own schedules.",
        mixinStandardHelpOptions = true,
        subcommands = {
            ScheduleCommand.Create.class,
            ScheduleCommand.ListAll.class,
            ScheduleCommand.Pause.class,
            ScheduleCommand.Resume.class,
            ScheduleCommand.Backfill.class,
            ScheduleCommand.Delete.class,
        })
final class ScheduleCommand implements Runnable {
    @Spec
    CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "say what to do: create, list, pause, resume, backfill, delete");
    }

    @Command(
            name = "create",
            description = "Makes a schedule. Its mode is bound to it; LIVE is asked for both keys at each run.",
            mixinStandardHelpOptions = true)
    static final class Create implements Callable<Integer> {
        @Spec
        CommandSpec spec;

        @Mixin
        ServerOptions server;

        @Parameters(paramLabel = "SCHEDULE", description = "its name")
        String id = "";

        @Option(names = "--runbook", paramLabel = "RUNBOOK", required = true, description = "the runbook's id")
        String runbook = "";

        @Option(names = "--target", paramLabel = "NAME", required = true)
        String target = "";

        @Option(names = "--mode", paramLabel = "dry-run|shadow|live", required = true)
        String mode = "";

        @Option(names = "--param", paramLabel = "KEY=VALUE", description = "repeatable")
        Map<String, String> params = new LinkedHashMap<>();

        @Option(
                names = "--cron",
                paramLabel = "EXPRESSION",
                description = "when it is due, as \"0 3 * * 1\"; repeatable")
        List<String> cron = List.of();

        @Option(names = "--every", paramLabel = "LENGTH", description = "how often it is due, as 15m or 1h30m")
        @Nullable
        String every;

        @Option(names = "--zone", paramLabel = "ZONE", description = "of the cron expressions (default: UTC)")
        @Nullable
        String zone;

        @Option(names = "--jitter", paramLabel = "LENGTH", description = "put each start off by up to this")
        @Nullable
        String jitter;

        @Option(
                names = "--catch-up",
                paramLabel = "LENGTH",
                description = "how late a start may be when Temporal was away (default: Temporal's, a year)")
        @Nullable
        String catchUp;

        @Option(
                names = "--overlap",
                paramLabel = "POLICY",
                defaultValue = "skip",
                description = "skip, buffer-one, buffer-all, cancel-other, terminate-other or allow-all"
                        + " (default: ${DEFAULT-VALUE})")
        String overlap = "skip";

        @Option(names = "--paused", description = "begin paused")
        boolean paused;

        @Option(names = "--pause-on-failure", description = "pause when a run fails")
        boolean pauseOnFailure;

        @Option(names = "--note", paramLabel = "TEXT")
        String note = "";

        @Option(names = "--json", description = "as JSON")
        boolean json;

        @Override
        public Integer call() {
            Map<String, Object> body = new LinkedHashMap<>();
            body.put("id", id);
            body.put("runbook", runbook);
            body.put("target", target);
            body.put("mode", mode);
            body.put("params", params);
            body.put("cron", cron);
            put(body, "every", every);
            put(body, "zone", zone);
            put(body, "jitter", jitter);
            put(body, "catchUp", catchUp);
            body.put("overlap", overlap);
            body.put("paused", paused);
            body.put("pauseOnFailure", pauseOnFailure);
            body.put("note", note);
            JsonNode made = server.client().post("api/v1/schedules", body);
            if (json) {
                Printed.json(spec, made);
            } else {
                print(spec, made);
            }
            return ExitCode.OK.number();
        }

        private static void put(Map<String, Object> body, String key, @Nullable String value) {
            if (value != null) {
                body.put(key, value);
            }
        }
    }

    @Command(
            name = "list",
            description = "The schedules: when they are due, what they started, what was skipped and why.",
            mixinStandardHelpOptions = true)
    static final class ListAll implements Callable<Integer> {
        @Spec
        CommandSpec spec;

        @Mixin
        ServerOptions server;

        @Parameters(arity = "0..1", paramLabel = "SCHEDULE", description = "only this one", defaultValue = "")
        String id = "";

        @Option(names = "--json", description = "as JSON")
        boolean json;

        @Override
        public Integer call() {
            JsonNode found = server.client().get("api/v1/schedules" + (id.isEmpty() ? "" : "/" + Client.part(id)));
            if (json) {
                Printed.json(spec, found);
            } else if (id.isEmpty()) {
                found.forEach(schedule -> print(spec, schedule));
            } else {
                print(spec, found);
            }
            return ExitCode.OK.number();
        }
    }

    @Command(name = "pause", description = "Nothing starts until it is resumed.", mixinStandardHelpOptions = true)
    static final class Pause extends OnSchedule {
        @Override
        public Integer call() {
            return act("pause", "paused: nothing starts until it is resumed");
        }
    }

    @Command(name = "resume", description = "It starts again when it is next due.", mixinStandardHelpOptions = true)
    static final class Resume extends OnSchedule {
        @Override
        public Integer call() {
            return act("resume", "goes on");
        }
    }

    @Command(
            name = "delete",
            description = "Nothing starts any more; what was done stays in the journal.",
            mixinStandardHelpOptions = true)
    static final class Delete extends OnSchedule {
        @Override
        public Integer call() {
            return act("delete", "deleted");
        }
    }

    @Command(
            name = "backfill",
            description = "Starts what was due in a time that has passed, except what had run already.",
            mixinStandardHelpOptions = true)
    static final class Backfill extends OnSchedule {
        @Option(names = "--from", paramLabel = "TIME", required = true, description = "as 2026-11-24T03:00:00Z")
        String from = "";

        @Option(names = "--to", paramLabel = "TIME", required = true)
        String to = "";

        @Option(names = "--overlap", paramLabel = "POLICY", description = "for these starts (default: the schedule's)")
        @Nullable
        String overlap;

        @Override
        public Integer call() {
            Map<String, Object> body = new LinkedHashMap<>(Map.of("from", from, "to", to, "reason", reason));
            if (overlap != null) {
                body.put("overlap", overlap);
            }
            JsonNode done = server.client().post("api/v1/schedules/" + Client.part(id) + "/backfill", body);
            JsonNode starts = done.path("starts");
            starts.forEach(time -> Printed.line(spec, "starts what was due at " + time.asText()));
            Printed.line(
                    spec,
                    "schedule " + id + " makes up for " + starts.size() + (starts.size() == 1 ? " start" : " starts"));
            return ExitCode.OK.number();
        }
    }

    abstract static class OnSchedule implements Callable<Integer> {
        @Spec
        CommandSpec spec;

        @Mixin
        ServerOptions server;

        @Parameters(paramLabel = "SCHEDULE")
        String id = "";

        @Option(names = "--reason", required = true, description = "for the audit log")
        String reason = "";

        int act(String act, String said) {
            server.client().post("api/v1/schedules/" + Client.part(id) + "/" + act, Map.of("reason", reason));
            Printed.line(spec, "schedule " + id + " " + said);
            return ExitCode.OK.number();
        }
    }

    private static void print(CommandSpec spec, JsonNode schedule) {
        String next = schedule.path("paused").asBoolean()
                ? "paused"
                : schedule.path("next").isEmpty()
                        ? "never again"
                        : "next " + schedule.path("next").get(0).asText();
        Printed.line(
                spec,
                String.format(
                        Locale.ROOT,
                        "%s  %s %s on %s, %s; %s; %d started",
                        schedule.path("id").asText(),
                        schedule.path("mode").asText(),
                        schedule.path("runbook").asText(),
                        schedule.path("target").asText(),
                        joined(schedule.path("when")),
                        next,
                        schedule.path("started").asLong()));
        for (JsonNode skipped : schedule.path("skipped")) {
            Printed.line(spec, "  " + skipped.path("words").asText());
        }
        for (JsonNode start : schedule.path("recent")) {
            String why =
                    start.path("why").isTextual() ? ": " + start.path("why").asText() : "";
            Printed.line(
                    spec,
                    "  " + start.path("due").asText() + "  "
                            + start.path("state").asText() + "  "
                            + start.path("run").asText() + why);
        }
    }

    private static String joined(JsonNode texts) {
        StringBuilder all = new StringBuilder();
        texts.forEach(text -> all.append(all.isEmpty() ? "" : "; ").append(text.asText()));
        return all.toString();
    }
}
