package dev.understudy.backtest;

import dev.understudy.action.Action;
import dev.understudy.action.Normalisers;
import dev.understudy.observed.Counterpart;
import dev.understudy.observed.ObservedAction;
import dev.understudy.observed.ObservedActions;
import dev.understudy.recording.SessionEvent;
import dev.understudy.recording.SessionEvent.CommandFinished;
import dev.understudy.recording.SessionRecording;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the operators of a run did, in order, and what their commands printed. Immutable. */
final class RecordedActs {
    private final List<ObservedAction> writes = new ArrayList<>();
    private final Map<String, Integer> places = new HashMap<>();
    private final Map<String, String> outputs = new HashMap<>();

    RecordedActs(List<SessionRecording> sessions) {
        for (SessionRecording session : sessions) {
            ObservedActions.of(session, Normalisers.installed()).stream()
                    .filter(act -> act.action().effect().mayWrite())
                    .forEach(writes::add);
            for (SessionEvent event : session.events()) {
                if (event instanceof CommandFinished finished) {
                    outputs.put(
                            session.session() + "/" + finished.command(),
                            finished.output().text());
                }
            }
        }
        writes.sort(Comparator.comparing(ObservedAction::startedAt).thenComparing(ObservedAction::id));
        for (ObservedAction act : writes) {
            places.put(act.id(), places.size());
        }
    }

    List<ObservedAction> writes() {
        return List.copyOf(writes);
    }

    /** The first such act that succeeded and is not among these. */
    Optional<ObservedAction> find(Action action, Set<String> except) {
        return writes.stream()
                .filter(act -> !act.failed() && Counterpart.isSame(action, act) && !except.contains(act.id()))
                .findFirst();
    }

    /** Its place among all writes of the operators; one behind the last for an act that is not among them. */
    int place(String act) {
        return places.getOrDefault(act, writes.size());
    }

    /** What the command printed in which this act was done. */
    String output(String act) {
        int dot = act.indexOf('.', act.lastIndexOf('/'));
        return outputs.getOrDefault(dot < 0 ? act : act.substring(0, dot), "");
    }
}
