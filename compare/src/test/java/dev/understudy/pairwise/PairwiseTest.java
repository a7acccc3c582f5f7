package dev.understudy.pairwise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.action.Action;
import dev.understudy.action.Effect;
import dev.understudy.divergence.DivergenceKind;
import dev.understudy.divergence.Verdict;
import dev.understudy.divergence.WorkflowEnd;
import dev.understudy.recording.ExitKnown;
import dev.understudy.recording.Invocation;
import dev.understudy.recording.Layer;
import dev.understudy.recording.Output;
import dev.understudy.recording.SessionEvent;
import dev.understudy.recording.SessionEvent.CommandFinished;
import dev.understudy.recording.SessionEvent.CommandStarted;
import dev.understudy.recording.SessionEvent.Invoked;
import dev.understudy.recording.SessionEvent.SessionEnded;
import dev.understudy.recording.SessionEvent.SessionStarted;
import dev.understudy.recording.SessionRecording;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PairwiseTest {
    private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");

    @Test
    void two_operators_who_do_the_same_on_two_targets_agree() {
        Pairwise pair = Pairwise.of(
                session("ann", "/srv/a", true, "rm /srv/a/old", "rm /srv/a/older"),
                session("bob", "/srv/bb", true, "rm /srv/bb/old", "rm /srv/bb/older"));

        assertThat(pair.agree()).isTrue();
        assertThat(pair.sentence()).isEqualTo("2 writes are the same on both sides, 0 differences");
    }

    @Test
    void what_only_one_of_them_did_is_a_difference() {
        Pairwise pair = Pairwise.of(
                session("ann", "/srv/a", true, "rm /srv/a/old", "rm /srv/a/older"),
                session("bob", "/srv/a", true, "rm /srv/a/old"));

        assertThat(pair.agree()).isFalse();
        assertThat(pair.apart()).isEqualTo(1);
        assertThat(pair.report().divergences())
                .singleElement()
                .satisfies(found -> assertThat(found.kind()).isEqualTo(DivergenceKind.MISSED));
    }

    @Test
    void a_plan_without_lockstep_is_never_evidence_however_well_it_fits() {
        Action remove = Action.of(Effect.DESTRUCTIVE, "delete", "file:/srv/a/old");

        Pairwise pair = Pairwise.of(
                session("ann", "/srv/a", true, "rm /srv/a/old"),
                List.of(new Planned(1, 0, "DeleteFile", null, remove)),
                WorkflowEnd.completed());

        assertThat(pair.agree()).isTrue();
        assertThat(pair.report().countsAsEvidence()).isFalse();
        assertThat(pair.report().verdict()).isNotEqualTo(Verdict.CLEAN);
    }

    @Test
    void a_session_without_an_end_agrees_with_nothing() {
        Pairwise pair = Pairwise.of(
                session("ann", "/srv/a", false, "rm /srv/a/old"), session("bob", "/srv/a", true, "rm /srv/a/old"));

        assertThat(pair.agree()).isFalse();
        assertThat(pair.sentence()).contains("not all was seen");
    }

    @Test
    void an_empty_session_agrees_with_nothing() {
        Pairwise pair = Pairwise.of(
                List.of(new SessionRecording("empty", List.of())), session("bob", "/srv/a", true, "rm /srv/a/old"));

        assertThat(pair.agree()).isFalse();
        assertThat(pair.report().verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    }

    @Test
    void a_value_is_translated_only_as_a_whole_word() {
        Translation translation =
                Translation.of(Map.of("n", "5", "dir", "/srv/a"), Map.of("n", "3", "dir", "/srv/a/b"));

        Action told = translation.of(
                Action.of(Effect.WRITE, "update", "file:/srv/a/15/5", Map.of("size", "5", "other", "55")));

        assertThat(told.object()).isEqualTo("file:/srv/a/b/15/3");
        assertThat(told.fields()).containsEntry("size", "3").containsEntry("other", "55");
    }

    private static List<SessionRecording> session(String operator, String dir, boolean ended, String... lines) {
        List<SessionEvent> events = new ArrayList<>();
        events.add(new SessionStarted(
                1,
                START,
                "session-" + operator,
                "run-" + operator,
                "clean",
                "rb",
                dir,
                operator,
                "host",
                Map.of("dir", dir),
                true));
        int number = 0;
        for (String line : lines) {
            Instant at = START.plusSeconds(++number);
            List<String> argv = List.of(line.split(" "));
            events.add(new CommandStarted(events.size() + 1L, at, number, line, "/", null));
            events.add(new Invoked(
                    events.size() + 1L,
                    at,
                    number,
                    new Invocation(1, argv, null, "/", Map.of(), 0, ExitKnown.OBSERVED, Layer.SHELL, null, at, at)));
            events.add(new CommandFinished(events.size() + 1L, at, number, 0, Output.NONE));
        }
        if (ended) {
            events.add(new SessionEnded(events.size() + 1L, START.plusSeconds(60), 0, true));
        }
        return List.of(new SessionRecording("session-" + operator, events));
    }
}
