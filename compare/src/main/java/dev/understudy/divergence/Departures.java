package dev.understudy.divergence;

import dev.understudy.attribution.AttributedCommand;
import dev.understudy.observed.ObservedAction;
import dev.understudy.recording.SessionEvent.SessionStarted;
import dev.understudy.runbook.CommandKind;
import dev.understudy.runbook.Runbook;
import dev.understudy.runbook.Step;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Of each divergence, who left the runbook there. */
final class Departures {
    private final Runbook book;
    private final RunbookFollowed followed;
    private final Map<String, AttributedCommand> commands;
    private final Map<String, Move> moves = new HashMap<>();
    private final Map<String, String> params = new HashMap<>();
    private final Map<String, Integer> typedInStep = new HashMap<>();

    Departures(
            Runbook book,
            Report report,
            ComparedRun run,
            Map<String, AttributedCommand> commands,
            RunbookFollowed followed) {
        this.book = book;
        this.followed = followed;
        this.commands = commands;
        report.moves().forEach(move -> {
            if (move.divergence() != null) {
                moves.put(move.divergence(), move);
            }
        });
        run.sessions().stream()
                .flatMap(session -> session.events().stream().limit(1))
                .filter(SessionStarted.class::isInstance)
                .forEach(start -> params.putAll(((SessionStarted) start).params()));
        countTemplates(commands.values());
    }

    /** How many different lines of each step were typed. */
    private void countTemplates(Collection<AttributedCommand> all) {
        Map<String, Set<String>> seen = new HashMap<>();
        for (AttributedCommand one : all) {
            String step = one.step();
            if (step != null) {
                seen.computeIfAbsent(step, s -> new HashSet<>()).add(Following.key(one.session(), one.command()));
            }
        }
        seen.forEach((step, lines) -> typedInStep.put(step, lines.size()));
    }

    Departure of(Divergence divergence) {
        Move move = moves.get(divergence.id());
        ObservedAction observed = move == null ? null : move.observed();
        PredictedAction predicted = move == null ? null : move.predicted();
        AttributedCommand command =
                observed == null ? null : commands.get(Following.key(observed.session(), observed.command()));
        return switch (divergence.kind()) {
            case STOPPED ->
                new Departure(Leaver.WORKFLOW, "The runbook goes on here, and the workflow did not reach its end.");
            case MISSED -> missed(command);
            case UNEXPECTED -> unexpected(predicted);
            case DIFFERENT -> different(command, predicted);
            case REORDERED -> reordered(command, predicted);
            case OUTCOME ->
                recognised(command) == null
                        ? unknown()
                        : new Departure(Leaver.NEITHER, "Both did what the runbook asks for, with another result.");
            case UNKNOWN ->
                recognised(command) == null
                        ? unknown()
                        : new Departure(
                                Leaver.NEITHER,
                                "The runbook has this command in step " + recognised(command)
                                        + "; what it does is not understood.");
        };
    }

    private Departure missed(@Nullable AttributedCommand command) {
        String step = recognised(command);
        if (step != null) {
            return new Departure(
                    Leaver.WORKFLOW,
                    "The runbook has this command in step " + step + ", and the workflow left it out.");
        }
        if (leavesOpen(command)) {
            return new Departure(
                    Leaver.UNKNOWN, "The runbook gives no command for this step, so either may be what it asks for.");
        }
        return new Departure(Leaver.OPERATOR, "No command of the runbook is what the operator typed.");
    }

    private Departure unexpected(@Nullable PredictedAction predicted) {
        Step step = predicted == null || predicted.step() == null
                ? null
                : book.step(predicted.step()).orElse(null);
        if (step == null) {
            return new Departure(Leaver.WORKFLOW, "The workflow names no step of the runbook for it.");
        }
        int typed = typedInStep.getOrDefault(step.id(), 0);
        long asked = step.commands().stream()
                .filter(command -> command.kind() == CommandKind.SHELL)
                .count();
        if (typed == 0) {
            return new Departure(Leaver.OPERATOR, "The operator left out step " + step.id() + ", for which it is.");
        }
        return typed < asked
                ? new Departure(
                        Leaver.OPERATOR,
                        "The operator typed " + typed + " of the " + asked + " commands of step " + step.id() + ".")
                : new Departure(Leaver.WORKFLOW, "The operator did all of step " + step.id() + " without it.");
    }

    private Departure different(@Nullable AttributedCommand command, @Nullable PredictedAction predicted) {
        if (recognised(command) == null || command == null) {
            boolean ofAStep = predicted != null
                    && predicted.step() != null
                    && book.step(predicted.step()).isPresent();
            if (leavesOpen(command)) {
                return new Departure(Leaver.UNKNOWN, "The runbook gives no command for this step.");
            }
            return ofAStep
                    ? new Departure(Leaver.OPERATOR, "No command of the runbook is what the operator typed.")
                    : new Departure(
                            Leaver.BOTH,
                            "No command of the runbook is what the operator typed, and the workflow names no step for it.");
        }
        // Placeholders that touch can be told apart in several ways: then the value that is asked for is there all the
        // same.
        String typed = String.join("/", command.bindings().values());
        for (Map.Entry<String, String> bound : command.bindings().entrySet()) {
            String asked = params.get(bound.getKey());
            if (asked != null && !asked.equals(bound.getValue()) && !typed.contains(asked)) {
                return new Departure(
                        Leaver.OPERATOR,
                        "The operator typed " + bound.getValue() + " for " + bound.getKey() + ", which is " + asked
                                + " in this run.");
            }
        }
        return new Departure(
                Leaver.WORKFLOW,
                "The operator typed step " + recognised(command) + " as the runbook has it; the workflow has other"
                        + " values.");
    }

    private Departure reordered(@Nullable AttributedCommand command, @Nullable PredictedAction predicted) {
        boolean operator = command != null && elsewhere(followed.operator().beyond(), command.step());
        boolean workflow = predicted != null && elsewhere(followed.workflow().beyond(), predicted.step());
        if (operator || workflow) {
            return new Departure(
                    operator ? workflow ? Leaver.BOTH : Leaver.OPERATOR : Leaver.WORKFLOW,
                    "The runbook has this step at another place.");
        }
        return new Departure(Leaver.NEITHER, "The runbook's steps leave this order open.");
    }

    private static boolean elsewhere(List<String> beyond, @Nullable String step) {
        return step != null && beyond.stream().anyMatch(one -> one.startsWith("step " + step + " at "));
    }

    private boolean leavesOpen(@Nullable AttributedCommand command) {
        String step = command == null ? null : command.step();
        return step != null
                && book.step(step).filter(one -> !RunbookTree.hasCommands(one)).isPresent();
    }

    private static @Nullable String recognised(@Nullable AttributedCommand command) {
        return command == null ? null : command.recognised();
    }

    private static Departure unknown() {
        return new Departure(Leaver.UNKNOWN, "No command of the runbook is what was typed.");
    }
}
