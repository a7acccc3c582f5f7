package dev.understudy.pages;

import dev.understudy.attribution.AttributedCommand;
import dev.understudy.divergence.Move;
import dev.understudy.observed.ObservedAction;
import dev.understudy.recording.Output;
import dev.understudy.recording.SessionEvent;
import dev.understudy.recording.SessionEvent.CommandFinished;
import dev.understudy.recording.SessionEvent.CommandStarted;
import dev.understudy.recording.SessionEvent.GapFound;
import dev.understudy.recording.SessionEvent.Noted;
import dev.understudy.transcript.Session;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Lays the sessions of a run and the moves of its comparison side by side, in the order in which it happened. */
final class RunParts {
    private final Pairs pairs;
    private final UnaryOperator<String> stepTitle;

    /** @param stepTitle the title of a step by its id */
    RunParts(Pairs pairs, UnaryOperator<String> stepTitle) {
        this.pairs = pairs;
        this.stepTitle = stepTitle;
    }

    List<Part> of(List<Session> sessions, List<Move> moves, List<AttributedCommand> commands) {
        Map<String, AttributedCommand> attributed = new HashMap<>();
        commands.forEach(one -> attributed.put(key(one.session(), one.command()), one));
        Map<String, List<Pair>> byCommand = new HashMap<>();
        Map<String, List<Pair>> afterCommand = new LinkedHashMap<>();
        Map<String, String> stepOfCommand = new HashMap<>();
        String last = "";
        for (Move move : moves) {
            ObservedAction observed = move.observed();
            String step = stepOf(move);
            if (observed == null) {
                afterCommand.computeIfAbsent(last, key -> new ArrayList<>()).add(pairs.pair(move));
            } else {
                last = key(observed.session(), observed.command());
                byCommand.computeIfAbsent(last, key -> new ArrayList<>()).add(pairs.pair(move));
                if (step != null) {
                    stepOfCommand.putIfAbsent(last, step);
                }
            }
        }
        List<Part> parts = new ArrayList<>();
        alone(afterCommand.get(""), parts);
        String current = "";
        for (Happening happening : happenings(sessions)) {
            if (happening.command() == null) {
                parts.add(happening.part());
                continue;
            }
            AttributedCommand known = attributed.get(happening.command());
            String step = happening.step() != null
                    ? happening.step()
                    : known != null ? known.step() : stepOfCommand.get(happening.command());
            if (step != null && !step.equals(current)) {
                current = step;
                parts.add(new Part.StepHead(step, stepTitle.apply(step), known == null ? "" : how(known)));
            }
            Part.Typed typed = (Part.Typed) happening.part();
            parts.add(new Part.Typed(
                    typed.id(),
                    typed.operator(),
                    typed.line(),
                    typed.at(),
                    typed.took(),
                    typed.exit(),
                    typed.output(),
                    byCommand.getOrDefault(happening.command(), List.of())));
            alone(afterCommand.get(happening.command()), parts);
        }
        return parts;
    }

    /** Reads that follow one another make a part of their own, which need not be looked at. */
    private static void alone(@Nullable List<Pair> pairs, List<Part> parts) {
        if (pairs == null) {
            return;
        }
        int from = 0;
        for (int i = 1; i <= pairs.size(); i++) {
            if (i == pairs.size() || pairs.get(i).isRead() != pairs.get(from).isRead()) {
                parts.add(new Part.Alone(pairs.subList(from, i)));
                from = i;
            }
        }
    }

    private static String how(AttributedCommand known) {
        String bound = known.bindings().entrySet().stream()
                .map(binding -> binding.getKey() + " = " + binding.getValue())
                .collect(Collectors.joining(", "));
        return known.how() + (bound.isEmpty() ? "" : ": " + bound);
    }

    private static @Nullable String stepOf(Move move) {
        if (move.observed() != null && move.observed().step() != null) {
            return move.observed().step();
        }
        return move.predicted() == null ? null : move.predicted().step();
    }

    private static List<Happening> happenings(List<Session> sessions) {
        List<Happening> all = new ArrayList<>();
        for (Session session : sessions) {
            Map<Integer, CommandFinished> finished = new HashMap<>();
            for (SessionEvent event : session.events()) {
                if (event instanceof CommandFinished end) {
                    finished.put(end.command(), end);
                }
            }
            for (SessionEvent event : session.events()) {
                if (event instanceof CommandStarted start) {
                    all.add(command(session, start, finished.get(start.command())));
                } else if (event instanceof GapFound gap) {
                    all.add(new Happening(gap.at(), null, null, new Part.Gap(gap.at(), gap.kind(), gap.detail())));
                } else if (event instanceof Noted note) {
                    all.add(new Happening(
                            note.at(), null, null, new Part.Note(note.at(), session.operator(), note.text())));
                }
            }
        }
        all.sort(Comparator.comparing(Happening::at));
        return all;
    }

    /** A typed line of a session, without its pairs. */
    static Optional<Part.Typed> typed(Session session, int command) {
        CommandStarted start = null;
        CommandFinished end = null;
        for (SessionEvent event : session.events()) {
            if (event instanceof CommandStarted started && started.command() == command) {
                start = started;
            } else if (event instanceof CommandFinished finished && finished.command() == command) {
                end = finished;
            }
        }
        return start == null ? Optional.empty() : Optional.of(typed(session, start, end));
    }

    private static Happening command(Session session, CommandStarted start, @Nullable CommandFinished end) {
        return new Happening(start.at(), key(session.id(), start.command()), start.step(), typed(session, start, end));
    }

    private static Part.Typed typed(Session session, CommandStarted start, @Nullable CommandFinished end) {
        return new Part.Typed(
                "c-" + Words.token(session.id()) + "-" + start.command(),
                session.operator(),
                start.typed(),
                start.at(),
                end == null ? "" : Words.duration(Duration.between(start.at(), end.at())),
                end == null ? null : end.exit(),
                end == null ? Output.NONE : end.output(),
                List.of());
    }

    private static String key(String session, int command) {
        return session + "/" + command;
    }

    /** @param command its key; null for what is no command */
    private record Happening(
            Instant at, @Nullable String command, @Nullable String step, Part part) {}
}
