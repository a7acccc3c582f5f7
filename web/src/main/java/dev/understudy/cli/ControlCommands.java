package dev.understudy.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code pause}, {@code resume} and {@code settle}: what people do to a run that is under way. */
final class ControlCommands {
    private ControlCommands() {}

    @Command(name = "pause", description = "Holds a run before its next operation.", mixinStandardHelpOptions = true)
    static final class Pause extends OnRun {
        @Override
        public Integer call() {
            return act("pause", Map.of("reason", reason), "paused: nothing new begins, what is in flight goes on");
        }
    }

    @Command(name = "resume", description = "Lets a paused run go on.", mixinStandardHelpOptions = true)
    static final class Resume extends OnRun {
        @Override
        public Integer call() {
            return act("resume", Map.of("reason", reason), "goes on");
        }
    }

    @Command(
            name = "settle",
            description = "Says what became of an operation of which nobody knew whether it was done.",
            mixinStandardHelpOptions = true)
    static final class Settle extends OnRun {
        @Option(names = "--operation", paramLabel = "N", required = true, description = "its number within the run")
        long operation;

        @ArgGroup(multiplicity = "1")
        Outcome outcome = new Outcome();

        static final class Outcome {
            @Option(names = "--done", description = "it was done: the run goes on with its simulated result")
            boolean done;

            @Option(names = "--not-done", description = "it was not: it is done now")
            boolean notDone;
        }

        @Override
        public Integer call() {
            return act(
                    "settle",
                    Map.of("reason", reason, "sequence", operation, "done", outcome.done),
                    "goes on: operation " + operation + (outcome.done ? " was done" : " was not done"));
        }
    }

    abstract static class OnRun implements Callable<Integer> {
        @Spec
        CommandSpec spec;

        @Mixin
        ServerOptions server;

        @Parameters(paramLabel = "RUN")
        String run = "";

        @Option(names = "--reason", required = true, description = "for the audit log")
        String reason = "";

        int act(String act, Map<String, Object> body, String said) {
            JsonNode answer = RunCommand.act(server.client(), run, act, body);
            Printed.line(spec, "run " + run + " " + said);
            answer.path("inFlight").forEach(one -> Printed.line(spec, "  in flight: " + one.asText()));
            return ExitCode.OK.number();
        }
    }
}
