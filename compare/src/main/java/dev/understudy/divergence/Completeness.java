package dev.understudy.divergence;

import dev.understudy.recording.SessionEvent;
import dev.understudy.recording.SessionEvent.GapFound;
import dev.understudy.recording.SessionEvent.SessionEnded;
import dev.understudy.recording.SessionEvent.SessionStarted;
import dev.understudy.recording.SessionRecording;
import java.util.ArrayList;
import java.util.List;

/** Whether a run was seen whole: the doubts that come from its recordings and its workflow, before anything is compared. */
final class Completeness {
    private Completeness() {}

    static List<DoubtFound> doubts(ComparedRun run) {
        List<DoubtFound> doubts = new ArrayList<>();
        boolean runEnded = false;
        for (SessionRecording session : run.sessions()) {
            gaps(session, doubts);
            SessionEvent last = session.events().isEmpty()
                    ? null
                    : session.events().get(session.events().size() - 1);
            if (last instanceof SessionEnded end) {
                runEnded |= end.endsRun();
            } else {
                doubts.add(new DoubtFound(Doubt.NOT_ENDED, "session " + session.session()));
            }
            if (session.events().stream()
                    .anyMatch(event -> event instanceof SessionStarted started && !started.blind())) {
                doubts.add(new DoubtFound(Doubt.NOT_BLIND, "session " + session.session()));
            }
        }
        if (!runEnded) {
            doubts.add(new DoubtFound(Doubt.NOT_ENDED, "no session has ended the run"));
        }
        switch (run.workflowEnd().state()) {
            case NONE -> doubts.add(new DoubtFound(Doubt.NO_SHADOW, null));
            case RUNNING -> doubts.add(new DoubtFound(Doubt.NOT_ENDED, "the workflow"));
            case COMPLETED, STOPPED -> {}
        }
        if (run.marks().contains(RunMark.IMPORTED)) {
            doubts.add(new DoubtFound(Doubt.IMPORTED, null));
        }
        return doubts;
    }

    private static void gaps(SessionRecording session, List<DoubtFound> doubts) {
        if (session.events().isEmpty() || !(session.events().get(0) instanceof SessionStarted)) {
            doubts.add(new DoubtFound(Doubt.GAP, "session " + session.session() + " has no beginning"));
        }
        long expected = 1;
        for (SessionEvent event : session.events()) {
            if (event.seq() != expected) {
                doubts.add(new DoubtFound(
                        Doubt.GAP,
                        "session " + session.session() + ": event " + event.seq() + " follows where " + expected
                                + " should"));
            }
            expected = event.seq() + 1;
            if (event instanceof GapFound gap) {
                doubts.add(new DoubtFound(
                        Doubt.GAP, "session " + session.session() + ": " + gap.kind() + ", " + gap.detail()));
            }
        }
    }
}
