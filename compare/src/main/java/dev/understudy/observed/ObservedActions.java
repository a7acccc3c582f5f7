package dev.understudy.observed;

import dev.understudy.action.Action;
import dev.understudy.action.Normalisers;
import dev.understudy.action.file.Redirections;
import dev.understudy.recording.ExitKnown;
import dev.understudy.recording.Invocation;
import dev.understudy.recording.SessionEvent;
import dev.understudy.recording.SessionEvent.CommandFinished;
import dev.understudy.recording.SessionEvent.CommandStarted;
import dev.understudy.recording.SessionEvent.Invoked;
import dev.understudy.recording.SessionEvent.SessionStarted;
import dev.understudy.recording.SessionRecording;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Turns the events of one session into actions, event by event, as the lockstep needs them. Not thread-safe; use one for
 * each session, and give it all events of the session in the order of their numbers.
 */
public final class ObservedActions {
    private final Normalisers normalisers;
    private final Map<Integer, CommandStarted> commands = new HashMap<>();
    private final Map<Integer, StartedPrograms> programs = new HashMap<>();
    private String session = "";

    public ObservedActions(Normalisers normalisers) {
        this.normalisers = normalisers;
    }

    /**
     * The actions of a whole session, in the order in which they were started. Where one recorded program started another
     * ({@code timeout 5 rm x}, {@code xargs gzip}), what was done is counted once.
     */
    public static List<ObservedAction> of(SessionRecording recording, Normalisers normalisers) {
        ObservedActions reader = new ObservedActions(normalisers);
        List<Invoked> invoked = new ArrayList<>();
        for (SessionEvent event : recording.events()) {
            reader.remember(event);
            if (event instanceof Invoked one) {
                invoked.add(one);
            }
        }
        reader.session = recording.session();
        List<ObservedAction> all = new ArrayList<>();
        for (SessionEvent event : recording.events()) {
            if (event instanceof CommandFinished finished) {
                all.addAll(reader.redirected(finished));
            }
        }
        for (Invoked one : invoked) {
            all.addAll(reader.observed(one, reader.programs(one.command()).ownActions(one.invocation())));
        }
        all.sort(Comparator.comparing(ObservedAction::startedAt)
                .thenComparingInt(ObservedAction::command)
                .thenComparingInt(ObservedAction::invocation)
                .thenComparingInt(ObservedAction::part));
        return List.copyOf(all);
    }

    /** As {@link #of(SessionRecording, Normalisers)}, for events that tell themselves to which session they belong. */
    public static List<ObservedAction> of(List<SessionEvent> events) {
        String session = events.stream()
                .filter(SessionStarted.class::isInstance)
                .map(event -> ((SessionStarted) event).session())
                .findFirst()
                .orElse("");
        return of(new SessionRecording(session, events), Normalisers.installed());
    }

    /**
     * The actions that this event tells of: {@code Invoked} of a program's, {@code CommandFinished} of files that the shell
     * itself wrote. Empty for other events, and for a program that only started others whose actions were told already. Where a program is told of before the one that started it, the two forms can
     * disagree on which of them did it, never on what was done.
     */
    public List<ObservedAction> accept(SessionEvent event) {
        remember(event);
        if (event instanceof CommandFinished finished) {
            return redirected(finished);
        }
        return event instanceof Invoked one
                ? observed(one, programs(one.command()).newActions(one.invocation()))
                : List.of();
    }

    private List<ObservedAction> redirected(CommandFinished finished) {
        CommandStarted command = commands.get(finished.command());
        List<ObservedAction> observed = new ArrayList<>();
        if (command != null) {
            for (Action action : Redirections.actions(command.typed(), command.cwd())) {
                observed.add(new ObservedAction(
                        session,
                        finished.seq(),
                        finished.command(),
                        0,
                        observed.size() + 1,
                        command.step(),
                        action,
                        command.at(),
                        finished.at(),
                        finished.exit(),
                        ExitKnown.INFERRED));
            }
        }
        return observed;
    }

    private void remember(SessionEvent event) {
        if (event instanceof SessionStarted started) {
            session = started.session();
        } else if (event instanceof CommandStarted started) {
            commands.put(started.command(), started);
        } else if (event instanceof Invoked one) {
            programs(one.command()).add(one.invocation());
        }
    }

    private StartedPrograms programs(int command) {
        return programs.computeIfAbsent(command, c -> new StartedPrograms(normalisers));
    }

    private List<ObservedAction> observed(Invoked event, List<Action> actions) {
        Invocation invocation = event.invocation();
        CommandStarted command = commands.get(event.command());
        List<ObservedAction> observed = new ArrayList<>();
        for (Action action : actions) {
            observed.add(new ObservedAction(
                    session,
                    event.seq(),
                    event.command(),
                    invocation.number(),
                    observed.size() + 1,
                    command == null ? null : command.step(),
                    action,
                    invocation.startedAt(),
                    invocation.endedAt(),
                    invocation.exit(),
                    invocation.exitKnown()));
        }
        return observed;
    }
}
