package dev.understudy.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
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

/** {@code understudy rule …}. */
@Command(
        name = "rule",
        description = "Lists, previews, makes, confirms and ends the rules that say which differences do not matter.",
        mixinStandardHelpOptions = true,
        subcommands = {
            RuleCommand.ListRules.class,
            RuleCommand.Show.class,
            RuleCommand.Preview.class,
            RuleCommand.Add.class,
            RuleCommand.Confirm.class,
            RuleCommand.End.class
        })
final class RuleCommand implements Runnable {
    @Spec
    CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "say what to do: list, show, preview, add, confirm or end");
    }

    abstract static class Asking implements Callable<Integer> {
        @Spec
        CommandSpec spec;

        @Mixin
        ServerOptions server;

        @Option(names = "--json", description = "as JSON")
        boolean json;

        int answer(JsonNode answer, Runnable words) {
            if (json) {
                Printed.json(spec, answer);
            } else {
                words.run();
            }
            return ExitCode.OK.number();
        }

        void made(JsonNode stored) {
            JsonNode rule = stored.path("rule");
            String name = rule.path("id").asText() + " v" + rule.path("version").asText();
            Printed.line(
                    spec,
                    switch (stored.path("state").asText()) {
                        case "PROPOSED" ->
                            name + " is proposed. Another reviewer must confirm it: understudy rule confirm "
                                    + rule.path("id").asText();
                        case "ENDED" -> rule.path("id").asText() + " is ended.";
                        default -> name + " is in force.";
                    });
        }
    }

    @Command(
            name = "list",
            description = "All rules, with what each hid and how often.",
            mixinStandardHelpOptions = true)
    static final class ListRules extends Asking {
        @Override
        public Integer call() {
            JsonNode rules = server.client().get("api/v1/rules");
            return answer(rules, () -> {
                if (rules.isEmpty()) {
                    Printed.line(spec, "there is no rule");
                }
                for (JsonNode rule : rules) {
                    JsonNode last =
                            rule.path("versions").path(rule.path("versions").size() - 1);
                    Printed.line(
                            spec,
                            rule.path("id").asText() + " v"
                                    + last.path("rule").path("version").asText() + "  "
                                    + last.path("state").asText() + "  hid "
                                    + rule.path("hid").size() + "  until "
                                    + last.path("rule").path("ends").asText() + "  "
                                    + last.path("rule").path("author").asText() + ": "
                                    + last.path("rule").path("reason").asText());
                }
            });
        }
    }

    @Command(
            name = "show",
            description = "A rule with all its versions and what it hides.",
            mixinStandardHelpOptions = true)
    static final class Show extends Asking {
        @Parameters(paramLabel = "RULE")
        String rule = "";

        @Override
        public Integer call() {
            JsonNode shown = server.client().get("api/v1/rules/" + Client.part(rule));
            return answer(shown, () -> {
                for (JsonNode version : shown.path("versions")) {
                    Printed.line(
                            spec,
                            rule + " v" + version.path("rule").path("version").asText() + "  "
                                    + version.path("state").asText() + "  "
                                    + version.path("rule").path("author").asText() + ": "
                                    + version.path("rule").path("reason").asText() + "  "
                                    + version.path("rule").path("scope"));
                }
                Printed.line(spec, "hides " + shown.path("hid").size() + ":");
                hidden(spec, shown.path("hid"));
            });
        }
    }

    static void hidden(CommandSpec spec, JsonNode all) {
        for (JsonNode one : all) {
            Printed.line(
                    spec,
                    "  run " + one.path("run").asText() + "  "
                            + one.path("severity").asText() + "  "
                            + one.path("title").asText());
        }
    }

    /** What a rule is made of. */
    abstract static class Drafting extends Asking {
        @Option(
                names = "--from",
                paramLabel = "RUN/DIVERGENCE",
                description = "the scope that this divergence suggests")
        @Nullable
        String from;

        @Option(names = "--change", paramLabel = "RULE", description = "a new version of this rule")
        @Nullable
        String change;

        @Option(names = "--workflow", description = "of this workflow")
        @Nullable
        String workflow;

        @Option(names = "--runbook", description = "with this runbook")
        @Nullable
        String runbook;

        @Option(names = "--target", description = "on this target")
        @Nullable
        String target;

        @Option(names = "--step", description = "in this step")
        @Nullable
        String step;

        @Option(names = "--operation", description = "what is done, such as delete")
        @Nullable
        String operation;

        @Option(names = "--object", description = "on what, such as file:/tmp/** (* anything but a slash, ** anything)")
        @Nullable
        String object;

        @Option(
                names = "--kind",
                split = ",",
                description = "of these kinds, such as MISSED; more than one with commas")
        List<String> kinds = new ArrayList<>();

        @Option(names = "--field", split = ",", description = "that differ in no other fields than these")
        List<String> fields = new ArrayList<>();

        @Option(names = "--reason", required = true, description = "why the difference does not matter")
        String reason = "";

        @Option(names = "--ends", description = "acts in runs that began before this day; half a year when not given")
        @Nullable
        String ends;

        Map<String, Object> body() {
            Map<String, Object> body = new HashMap<>();
            body.put("reason", reason);
            body.put("ends", ends);
            body.put("rule", change);
            if (from != null) {
                int slash = from.lastIndexOf('/');
                if (slash < 0) {
                    throw new ParameterException(spec.commandLine(), "--from is RUN/DIVERGENCE, not " + from);
                }
                body.put("run", from.substring(0, slash));
                body.put("divergence", from.substring(slash + 1));
            } else {
                Map<String, Object> scope = new HashMap<>();
                scope.put("workflow", workflow);
                scope.put("runbook", runbook);
                scope.put("target", target);
                scope.put("step", step);
                scope.put("operation", operation);
                scope.put("object", object);
                scope.put("kinds", kinds);
                scope.put("fields", fields);
                body.put("scope", scope);
            }
            return body;
        }
    }

    @Command(
            name = "preview",
            description = "Shows which runs a rule would judge otherwise, what it would hide, and how it fares beside"
                    + " injected divergences; saves nothing.",
            mixinStandardHelpOptions = true)
    static final class Preview extends Drafting {
        @Override
        public Integer call() {
            JsonNode answer = server.client().post("api/v1/rules/preview", body());
            return answer(answer, () -> {
                JsonNode preview = answer.path("preview");
                Printed.line(spec, preview.path("runs").asText() + " runs scored anew");
                for (JsonNode flip : preview.path("flips")) {
                    Printed.line(
                            spec,
                            "  run " + flip.path("run").asText() + ": "
                                    + flip.path("before").asText() + " → "
                                    + flip.path("after").asText());
                }
                Printed.line(spec, "would hide " + preview.path("hides").size() + ":");
                hidden(spec, preview.path("hides"));
                JsonNode trial = preview.path("trial");
                Printed.line(
                        spec,
                        "of " + trial.path("injected").asText() + " injected divergences it would hide "
                                + trial.path("hidden").size());
                trial.path("hidden").forEach(words -> Printed.line(spec, "  " + words.asText()));
                preview.path("needsTwo").forEach(why -> Printed.line(spec, "needs a second person: " + why.asText()));
            });
        }
    }

    @Command(
            name = "add",
            description = "Makes a rule, and scores all stored runs anew; where it needs two people, proposes it.",
            mixinStandardHelpOptions = true)
    static final class Add extends Drafting {
        @Override
        public Integer call() {
            JsonNode stored = server.client().post("api/v1/rules", body());
            return answer(stored, () -> made(stored));
        }
    }

    @Command(
            name = "confirm",
            description = "Confirms a proposed rule as the second person.",
            mixinStandardHelpOptions = true)
    static final class Confirm extends Asking {
        @Parameters(paramLabel = "RULE")
        String rule = "";

        @Override
        public Integer call() {
            JsonNode stored = server.client().post("api/v1/rules/" + Client.part(rule) + "/confirm", Map.of());
            return answer(stored, () -> made(stored));
        }
    }

    @Command(name = "end", description = "Ends a rule: what it hid is shown again.", mixinStandardHelpOptions = true)
    static final class End extends Asking {
        @Parameters(paramLabel = "RULE")
        String rule = "";

        @Option(names = "--reason", required = true, description = "why")
        String reason = "";

        @Override
        public Integer call() {
            JsonNode stored =
                    server.client().post("api/v1/rules/" + Client.part(rule) + "/end", Map.of("reason", reason));
            return answer(stored, () -> made(stored));
        }
    }
}
