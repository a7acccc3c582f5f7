package dev.understudy.attribution;

import dev.understudy.recording.SessionEvent;
import dev.understudy.recording.SessionEvent.CommandStarted;
import dev.understudy.recording.SessionEvent.Invoked;
import dev.understudy.recording.SessionRecording;
import dev.understudy.runbook.CommandKind;
import dev.understudy.runbook.RecognisedStep;
import dev.understudy.runbook.Runbook;
import dev.understudy.runbook.RunbookCommand;
import dev.understudy.runbook.StepRecognition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Finds the step of each command of a run. Pure: the same recordings and runbook give the same answer. */
public final class Attribution {
    /** Of so many different commands of a run the step is looked for; of more, only what was declared is known. */
    public static final int MOST_COMMANDS = 5_000;

    /** A loop's later rounds bind nothing that its first ones don't. */
    private static final int MOST_INVOCATIONS = 50;

    private final @Nullable StepRecognition recognition;
    private final Set<String> words = new HashSet<>();
    private final Map<String, Optional<RecognisedStep>> known = new HashMap<>();

    /** @param runbook null where its text is not known; then only what was declared is */
    public Attribution(@Nullable Runbook runbook) {
        recognition = runbook == null ? null : new StepRecognition(runbook);
        if (runbook != null) {
            for (RunbookCommand command : runbook.commands()) {
                if (command.kind() == CommandKind.SHELL) {
                    words.addAll(List.of(command.text().split("[^A-Za-z0-9_.-]+")));
                }
            }
            if (words.contains("kubectl")) {
                words.add("k");
            }
        }
    }

    /** The commands whose step is known, session by session, in the order in which they were typed. */
    public List<AttributedCommand> of(List<SessionRecording> sessions) {
        List<AttributedCommand> all = new ArrayList<>();
        sessions.forEach(session -> all.addAll(of(session)));
        return all;
    }

    private List<AttributedCommand> of(SessionRecording session) {
        Map<Integer, List<List<String>>> invocations = new HashMap<>();
        for (SessionEvent event : session.events()) {
            if (event instanceof Invoked one) {
                List<List<String>> started = invocations.computeIfAbsent(one.command(), c -> new ArrayList<>());
                if (started.size() < MOST_INVOCATIONS) {
                    started.add(one.invocation().argv());
                }
            }
        }
        List<AttributedCommand> found = new ArrayList<>();
        @Nullable String at = null;
        for (SessionEvent event : session.events()) {
            if (event instanceof CommandStarted command) {
                List<List<String>> started = invocations.getOrDefault(command.command(), List.of());
                Optional<RecognisedStep> best = recognised(command.typed(), started, at, command.step());
                if (command.step() != null || best.isPresent()) {
                    AttributedCommand one = new AttributedCommand(
                            session.session(),
                            command.command(),
                            command.step(),
                            best.map(step -> step.step().id()).orElse(null),
                            best.map(RecognisedStep::bindings).orElseGet(TreeMap::new),
                            best.map(RecognisedStep::score).orElse(0.0));
                    found.add(one);
                    at = one.step();
                }
            }
        }
        return found;
    }

    /** The step whose template the command fills in; that which was declared goes before others that fit as well. */
    private Optional<RecognisedStep> recognised(
            String typed, List<List<String>> started, @Nullable String at, @Nullable String declared) {
        if (recognition == null || !mayBeOfTheRunbook(typed, started)) {
            return Optional.empty();
        }
        StepRecognition steps = recognition;
        String whole = typed + '\n' + at + '\n' + declared + '\n' + started;
        if (known.size() >= MOST_COMMANDS && !known.containsKey(whole)) {
            return Optional.empty();
        }
        return known.computeIfAbsent(whole, key -> {
            List<RecognisedStep> fitting = steps.recognise(typed, started, at);
            return fitting.stream()
                    .filter(step -> step.step().id().equals(declared))
                    .findFirst()
                    .or(() -> fitting.stream().findFirst());
        });
    }

    /** Whether the runbook names any program of the command: that is asked first, as parsing costs more. */
    private boolean mayBeOfTheRunbook(String typed, List<List<String>> started) {
        return started.stream()
                        .anyMatch(argv ->
                                words.contains(argv.get(0).substring(argv.get(0).lastIndexOf('/') + 1)))
                || List.of(typed.split("[^A-Za-z0-9_.-]+")).stream().anyMatch(words::contains);
    }
}
