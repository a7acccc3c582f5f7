package dev.understudy.evidence;

import dev.understudy.pairwise.Pairwise;
import dev.understudy.recording.SessionEvent.SessionStarted;
import dev.understudy.recording.SessionRecording;
import dev.understudy.run.Run;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * How often operators differ from each other: the control, beside which the workflow's own rate is read. Each pair is two
 * whole runs by different people with the same runbook, told as if on the same target.
 *
 * @param pairs that could be compared
 * @param differing in which at least one write differs
 * @param skipped that could not be compared for certain, as where something was not seen
 */
public record Baseline(int pairs, int differing, int skipped) {
    /** More would tell little more, and cost a page its speed. */
    private static final int MOST_RUNS = 8;

    /** A run with its sessions. */
    public record Performed(Run run, List<SessionRecording> sessions) {}

    /** @param runs of the same runbook; of many, the latest are taken */
    static Baseline of(List<Performed> runs) {
        List<Performed> latest = new ArrayList<>(runs);
        latest.sort((one, other) -> other.run().startedAt().compareTo(one.run().startedAt()));
        List<Performed> few = latest.subList(0, Math.min(MOST_RUNS, latest.size()));
        int pairs = 0;
        int differing = 0;
        int skipped = 0;
        for (int i = 0; i < few.size(); i++) {
            for (int j = i + 1; j < few.size(); j++) {
                if (!Collections.disjoint(
                        few.get(i).run().operators(), few.get(j).run().operators())) {
                    continue;
                }
                Pairwise pair = Pairwise.of(known(few.get(i)), known(few.get(j)));
                if (!pair.doubts().isEmpty()) {
                    skipped++;
                    continue;
                }
                pairs++;
                differing += pair.apart() > 0 ? 1 : 0;
            }
        }
        return new Baseline(pairs, differing, skipped);
    }

    /** The sessions with all parameters that the run knows, those of its target among them. */
    private static List<SessionRecording> known(Performed one) {
        return one.sessions().stream()
                .map(session -> new SessionRecording(
                        session.session(),
                        session.events().stream()
                                .map(event -> event instanceof SessionStarted start ? with(start, one.run()) : event)
                                .toList()))
                .toList();
    }

    private static SessionStarted with(SessionStarted start, Run run) {
        return new SessionStarted(
                start.seq(),
                start.at(),
                start.session(),
                start.run(),
                start.runbook(),
                start.runbookFingerprint(),
                start.target(),
                start.operator(),
                start.host(),
                run.params(),
                start.blind());
    }

    /** One sentence without a full stop. */
    public String sentence() {
        if (pairs == 0) {
            return "operators' own baseline: no two whole runs by different operators yet";
        }
        return "operators' own baseline: " + differing + " of " + pairs + (pairs == 1 ? " pair" : " pairs")
                + " of runs by different operators differ ("
                + Evidence.percent((double) Math.round(1000.0 * differing / pairs) / 1000)
                + ")";
    }
}
