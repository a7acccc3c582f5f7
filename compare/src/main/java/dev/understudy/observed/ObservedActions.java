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
import dev.understudy.recording.SessionEvent.Requested;
import dev.understudy.recording.SessionEvent.SessionStarted;
import dev.understudy.recording.SessionRecording;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Turns the events of one session into actions, event by event, as the lockstep needs them. Not thread-safe; use one for
 * each session, and give it all events of the session in the order of their numbers.
 */
public final class ObservedActions {
    private final Normalisers normalisers;
    private final Map<Integer, CommandStarted> commands = new HashMap<>();
    private final Map<Integer, StartedPrograms> programs = new HashMap<>();
    private final List<Requested> unjoined = new ArrayList<>();
    private final Map<String, List<Integer>> joined = new HashMap<>();
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
        all.addAll(reader.strangers());
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
     * disagree on which of them did it, never on what was done. Where a request arrives after the program that made it was
     * told of, only {@link #of} lets it decide.
     */
    public List<ObservedAction> accept(SessionEvent event) {
        remember(event);
        if (event instanceof CommandFinished finished) {
            return redirected(finished);
        }
        if (event instanceof Requested one && program(one) == null) {
            return stranger(one);
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
                        null,
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
        } else if (event instanceof Requested one) {
            Integer program = program(one);
            if (one.command() != null && program != null) {
                programs(one.command()).requested(program, one.request());
            } else {
                unjoined.add(one);
            }
        }
    }

    /** The number within its command of the program that made the request; null where that is not known. */
    private static @Nullable Integer program(Requested event) {
        String invocation = event.request().invocation();
        String number = invocation == null ? "" : invocation.substring(invocation.indexOf('/') + 1);
        return number.matches("\\d{1,9}") ? Integer.valueOf(number) : null;
    }

    /** What was asked of clusters by nobody knows which program; where only one can have been it, it was that one. */
    private List<ObservedAction> strangers() {
        List<ObservedAction> strangers = new ArrayList<>();
        for (Requested event : unjoined) {
            Integer command = event.command();
            Integer client = command == null ? null : programs(command).clientWithoutRequests();
            joined.computeIfAbsent(String.valueOf(command), c -> client == null ? List.of() : List.of(client));
            List<Integer> one = joined.getOrDefault(String.valueOf(command), List.of());
            if (command != null && !one.isEmpty()) {
                programs(command).requested(one.get(0), event.request());
            } else {
                strangers.addAll(stranger(event));
            }
        }
        return strangers;
    }

    private List<ObservedAction> stranger(Requested event) {
        int number = event.command() == null ? 0 : event.command();
        CommandStarted command = commands.get(number);
        List<ObservedAction> observed = new ArrayList<>();
        for (Told told : DecidedByRequests.actions(event.request())) {
            observed.add(new ObservedAction(
                    session,
                    event.seq(),
                    number,
                    0,
                    // Numbers that no redirection of the same command has.
                    1_000 + (int) event.request().number(),
                    command == null ? null : command.step(),
                    told.action(),
                    told.after(),
                    event.request().startedAt(),
                    event.request().endedAt(),
                    0,
                    ExitKnown.INFERRED));
        }
        return observed;
    }

    private StartedPrograms programs(int command) {
        return programs.computeIfAbsent(command, c -> new StartedPrograms(normalisers));
    }

    private List<ObservedAction> observed(Invoked event, List<Told> actions) {
        Invocation invocation = event.invocation();
        CommandStarted command = commands.get(event.command());
        List<ObservedAction> observed = new ArrayList<>();
        // A program can fail after what it asked for was done: it waited for too long, or failed on the next object.
        boolean done = programs(event.command()).isDecidedByRequests(invocation);
        for (Told one : actions) {
            boolean told = done && !one.action().operation().equals("exec");
            observed.add(new ObservedAction(
                    session,
                    event.seq(),
                    event.command(),
                    invocation.number(),
                    observed.size() + 1,
                    command == null ? null : command.step(),
                    one.action(),
                    one.after(),
                    invocation.startedAt(),
                    invocation.endedAt(),
                    told ? Integer.valueOf(0) : invocation.exit(),
                    told ? ExitKnown.INFERRED : invocation.exitKnown()));
        }
        return observed;
    }
}
