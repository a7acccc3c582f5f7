package dev.understudy.divergence;

import dev.understudy.alignment.TooWideException;
import dev.understudy.alignment.tree.MoveCosts;
import dev.understudy.alignment.tree.TreeAlignment;
import dev.understudy.alignment.tree.TreeMove;
import dev.understudy.attribution.AttributedCommand;
import dev.understudy.attribution.Attribution;
import dev.understudy.divergence.RunbookFollowed.Side;
import dev.understudy.observed.ObservedAction;
import dev.understudy.recording.SessionEvent.CommandStarted;
import dev.understudy.recording.SessionRecording;
import dev.understudy.runbook.Runbook;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Says who left the runbook: aligns what each side did, as steps, with what the runbook allows. */
final class Following {
    /** Marks what is in no step; no step's id holds it. */
    private static final String BEYOND = "\u0001";

    private final ComparedRun run;
    private final Report report;
    private final Map<String, AttributedCommand> commands = new HashMap<>();

    Following(ComparedRun run, Report report) {
        this.run = run;
        this.report = report;
        report.commands().forEach(one -> commands.put(key(one.session(), one.command()), one));
    }

    /** The report with what was found; as it is where the runbook's text is not known. */
    Report report() {
        Runbook book = run.book();
        // A longer run is compared, and not laid beside the runbook's steps.
        boolean tooLong = Math.max(typed().size(), run.predictions().size()) > Attribution.MOST_COMMANDS;
        if (book == null || book.steps().isEmpty() || tooLong) {
            return report;
        }
        Side operator;
        Side workflow;
        try {
            operator = side(book, operatorTrace(book));
            workflow = side(book, workflowTrace(book));
        } catch (TooWideException e) {
            return report;
        }
        RunbookFollowed followed = new RunbookFollowed(departure(operator, workflow), operator, workflow);
        Departures departures = new Departures(book, report, run, commands, followed);
        return report.with(
                report.divergences().stream()
                        .map(one -> one.with(departures.of(one)))
                        .toList(),
                followed);
    }

    private static Side side(Runbook book, List<String> trace) {
        TreeAlignment alignment = TreeAlignment.of(RunbookTree.of(book), trace, MoveCosts.UNIT);
        List<String> skipped = new ArrayList<>();
        List<String> beyond = new ArrayList<>();
        for (TreeMove move : alignment.moves()) {
            String log = move.log();
            String model = move.model();
            if (log == null && model != null) {
                skipped.add(model);
            } else if (model == null && log != null) {
                beyond.add(
                        log.startsWith(BEYOND)
                                ? log.substring(1)
                                : book.step(log).isPresent()
                                        ? "step " + log + " at another place"
                                        : "step " + log + ", which the runbook does not have");
            }
        }
        // A step at another place is not left out as well.
        Set<String> elsewhere = new HashSet<>(trace);
        skipped.removeIf(elsewhere::contains);
        return new Side(alignment.fitness(), skipped, beyond);
    }

    private static Departure departure(Side operator, Side workflow) {
        Leaver who = operator.left()
                ? workflow.left() ? Leaver.BOTH : Leaver.OPERATOR
                : workflow.left() ? Leaver.WORKFLOW : Leaver.NEITHER;
        return new Departure(who, words("The operator", operator) + " " + words("The workflow", workflow));
    }

    private static String words(String who, Side side) {
        if (!side.left()) {
            return who + " kept to the runbook.";
        }
        List<String> said = new ArrayList<>();
        if (!side.skipped().isEmpty()) {
            said.add("left out " + (side.skipped().size() == 1 ? "step " : "steps ") + some(side.skipped()));
        }
        if (!side.beyond().isEmpty()) {
            said.add("did " + some(side.beyond()));
        }
        return who + " left the runbook: " + String.join("; ", said) + ".";
    }

    private static String some(List<String> things) {
        int shown = Math.min(3, things.size());
        String rest = things.size() > shown ? " and " + (things.size() - shown) + " more" : "";
        return String.join(", ", things.subList(0, shown)) + rest;
    }

    private List<String> operatorTrace(Runbook book) {
        Map<String, List<Move>> writes = new HashMap<>();
        for (Move move : report.moves()) {
            ObservedAction observed = move.observed();
            if (observed != null && observed.action().effect().mayWrite() && !observed.failed()) {
                writes.computeIfAbsent(key(observed.session(), observed.command()), k -> new ArrayList<>())
                        .add(move);
            }
        }
        List<String> trace = new ArrayList<>();
        for (Typed typed : typed()) {
            String key = key(typed.session(), typed.command().command());
            AttributedCommand attributed = commands.get(key);
            List<Move> wrote = writes.getOrDefault(key, List.of());
            String step = attributed == null ? null : attributed.step();
            if (step != null) {
                visit(trace, step);
            }
            boolean known = attributed != null
                    && (attributed.recognised() != null
                            || book.step(String.valueOf(step))
                                    .filter(one -> !RunbookTree.hasCommands(one))
                                    .isPresent());
            if (!known && !wrote.isEmpty() && !wrote.stream().allMatch(move -> isOfAStep(book, move))) {
                trace.add(BEYOND + "\u201c" + Text.shortened(typed.command().typed()) + "\u201d, which no step has");
            }
        }
        return trace;
    }

    /** Whether the workflow did the same for a step of the runbook: however it was typed, it is what the step asks for. */
    private static boolean isOfAStep(Runbook book, Move move) {
        PredictedAction predicted = move.predicted();
        return move.kind() == MoveKind.MATCH
                && predicted != null
                && predicted.step() != null
                && book.step(predicted.step()).isPresent();
    }

    private List<String> workflowTrace(Runbook book) {
        List<String> trace = new ArrayList<>();
        report.moves().stream()
                .filter(move -> move.predicted() != null)
                .sorted(Comparator.comparingLong(Following::sequence))
                .forEach(move -> {
                    PredictedAction predicted = java.util.Objects.requireNonNull(move.predicted());
                    String step = predicted.step() != null
                            ? predicted.step()
                            : move.observed() == null ? null : move.observed().step();
                    if (step != null) {
                        visit(trace, step);
                    } else if (predicted.action().effect().mayWrite()) {
                        trace.add(BEYOND + "\u201c" + Text.shortened(ActionWords.of(predicted.action()))
                                + "\u201d, which it did for no step");
                    }
                });
        return trace;
    }

    private static long sequence(Move move) {
        PredictedAction predicted = move.predicted();
        return predicted == null ? 0 : predicted.sequence();
    }

    private static void visit(List<String> trace, String step) {
        if (trace.isEmpty() || !trace.get(trace.size() - 1).equals(step)) {
            trace.add(step);
        }
    }

    private List<Typed> typed() {
        List<Typed> all = new ArrayList<>();
        for (SessionRecording session : run.sessions()) {
            session.events().stream()
                    .filter(CommandStarted.class::isInstance)
                    .map(event -> new Typed(session.session(), (CommandStarted) event))
                    .forEach(all::add);
        }
        all.sort(Comparator.comparing(one -> one.command().at()));
        return all;
    }

    static String key(String session, int command) {
        return session + "/" + command;
    }

    private record Typed(String session, CommandStarted command) {}
}
