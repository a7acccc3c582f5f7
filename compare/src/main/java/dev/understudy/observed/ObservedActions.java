package dev.understudy.observed;

import dev.understudy.action.Normalisers;
import dev.understudy.recording.SessionEvent;
import java.util.ArrayList;
import java.util.List;

/**
 * Turns the events of one session into actions, event by event, as the lockstep needs them. Not thread-safe; use one for
 * each session, and give it all events of the session in the order of their numbers.
 */
public final class ObservedActions {
    private final Normalisers normalisers;

    public ObservedActions(Normalisers normalisers) {
        this.normalisers = normalisers;
    }

    /**
     * The actions of a whole session, in the order in which they were started. Where one recorded program started another
     * ({@code timeout 5 rm x}, {@code xargs gzip}), what was done is counted once.
     */
    public static List<ObservedAction> of(List<SessionEvent> session, Normalisers normalisers) {
        ObservedActions actions = new ObservedActions(normalisers);
        List<ObservedAction> all = new ArrayList<>();
        session.forEach(event -> all.addAll(actions.accept(event)));
        return List.copyOf(all);
    }

    /** As {@link #of(List, Normalisers)} with the normalisers of the class path. */
    public static List<ObservedAction> of(List<SessionEvent> session) {
        return of(session, Normalisers.installed());
    }

    /**
     * The actions that this event tells of; empty for events other than {@code Invoked}, and for a program that only started
     * others whose actions were told already.
     */
    public List<ObservedAction> accept(SessionEvent event) {
        throw new UnsupportedOperationException("not yet: " + normalisers + event.seq());
    }
}
