package dev.understudy.divergence;

import dev.understudy.observed.ObservedAction;
import java.util.ArrayList;
import java.util.List;

/** Puts the actions of several sessions into one order. */
final class SessionMerge {
    private SessionMerge() {}

    /**
     * By time where sessions overlap, and never against a session's own order. The clocks of two machines can differ, so the
     * order between sessions that overlap is a best guess; within a session it is certain.
     */
    static List<ObservedAction> inOrder(List<List<ObservedAction>> sessions) {
        int[] next = new int[sessions.size()];
        List<ObservedAction> merged = new ArrayList<>();
        while (true) {
            int first = -1;
            for (int s = 0; s < next.length; s++) {
                if (next[s] < sessions.get(s).size()
                        && (first < 0
                                || at(sessions, next, s)
                                        .startedAt()
                                        .isBefore(at(sessions, next, first).startedAt()))) {
                    first = s;
                }
            }
            if (first < 0) {
                return merged;
            }
            merged.add(at(sessions, next, first));
            next[first]++;
        }
    }

    private static ObservedAction at(List<List<ObservedAction>> sessions, int[] next, int session) {
        return sessions.get(session).get(next[session]);
    }
}
