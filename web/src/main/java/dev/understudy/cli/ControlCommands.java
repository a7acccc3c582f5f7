package dev.understudy.cli;

import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code pause}, {@code resume} and {@code stop}: what people do to a run that is under way. */
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
            name = "stop",
            description = "Ends a run, or with --all-live every live write at once.",
            mixinStandardHelpOptions = true)
    static final class Stop implements Callable<Integer> {
        @Spec
        CommandSpec spec;

        @Mixin
        ServerOptions server;

        @Parameters(arity = "0..1", paramLabel = "RUN", defaultValue = "")
        String run = "";

        @Option(names = "--after-this-operation", description = "let what is in flight end")
        boolean afterThis;

        @Option(names = "--all-live", description = "no live write of any run leaves, until 'stop --allow-live'")
        boolean allLive;

        @Option(names = "--allow-live", description = "ends --all-live")
        boolean allowLive;

        @Option(names = "--reason", required = true, description = "for the audit log")
        String reason = "";

        @Override
        public Integer call() {
            Client client = server.client();
            if (allLive || allowLive) {
                client.post("api/v1/live/" + (allLive ? "stop" : "allow"), Map.of("reason", reason));
                Printed.line(spec, allLive ? "no live write leaves any more" : "live writes may leave again");
                return ExitCode.OK.number();
            }
            if (run.isEmpty()) {
                throw new ParameterException(spec.commandLine(), "name the RUN, or say --all-live");
            }
            String how = afterThis ? "AFTER_THIS_OPERATION" : "NOW";
            RunCommand.act(client, run, "stop", Map.of("reason", reason, "how", how));
            Printed.line(spec, "run " + run + " stops");
            return ExitCode.OK.number();
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
            RunCommand.act(server.client(), run, act, body);
            Printed.line(spec, "run " + run + " " + said);
            return ExitCode.OK.number();
        }
    }
}
