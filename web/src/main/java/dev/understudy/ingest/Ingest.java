package dev.understudy.ingest;

import dev.understudy.harness.Harness;
import dev.understudy.library.RunbookLibrary;
import dev.understudy.people.Callers;
import dev.understudy.people.Person;
import dev.understudy.people.Role;
import dev.understudy.recording.SessionEvent;
import dev.understudy.recording.SessionEvent.SessionStarted;
import dev.understudy.refusal.Problem;
import dev.understudy.run.Targets;
import dev.understudy.transcript.MissingEvents;
import dev.understudy.transcript.SessionConflict;
import dev.understudy.transcript.Sessions;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Takes the events of sessions: {@code POST /api/v1/sessions/{session}/events}, NDJSON. A batch is stored as a whole or not
 * at all; what was stored before is ignored. Then the lockstep is told, in the order of the numbers. Thread-safe.
 */
public final class Ingest {
    private final Sessions sessions;
    private final Harness harness;
    private final Targets targets;
    private final RunbookLibrary library;
    private final Callers callers;
    private final long limit;
    private final Lockstep lockstep;
    private final Map<String, Attendance> attendances = new ConcurrentHashMap<>();

    /**
     * @param limit the most bytes of one batch
     * @param changed told the run after each batch that brought news
     */
    public Ingest(
            Sessions sessions,
            Harness harness,
            Targets targets,
            RunbookLibrary library,
            Callers callers,
            long limit,
            Consumer<String> changed) {
        this.sessions = sessions;
        this.harness = harness;
        this.targets = targets;
        this.library = library;
        this.callers = callers;
        this.limit = limit;
        this.lockstep = new Lockstep(sessions, harness, changed);
    }

    /** Answers {@code {"stored": N}}: all events up to N are on disk, and the recorder may forget them. */
    public void post(Context ctx) throws IOException {
        String session = ctx.pathParam("session");
        List<SessionEvent> events = EventBatch.read(ctx.bodyInputStream(), limit);
        check(ctx, session, events);
        long stored = append(session, events);
        attendance(session).ifPresent(there -> lockstep.tell(session, there.run()));
        ctx.json(Map.of("stored", stored));
    }

    private void check(Context ctx, String session, List<SessionEvent> events) {
        if (!events.isEmpty() && events.get(0) instanceof SessionStarted start) {
            if (!start.session().equals(session)) {
                throw Problem.unprocessable(
                        "other-session", "the events are those of session " + start.session() + ", not of " + session);
            }
            checkOperator(ctx, start.operator());
            checkKnown(start);
        } else if (!callers.people().areTakenAtTheirWord()) {
            checkOperator(ctx, attendance(session).map(Attendance::operator).orElse(""));
        }
    }

    private void checkKnown(SessionStarted start) {
        if (targets.find(start.target()).isEmpty()) {
            String known = String.join(
                    ", ", targets.all().stream().map(target -> target.name()).toList());
            throw Problem.unprocessable(
                    "unknown-target",
                    "the server knows no target '" + start.target() + "': add it to the targets file that it is started"
                            + " with" + (known.isEmpty() ? "" : ", or take one of: " + known));
        }
        boolean automated = harness.forRunbook(start.runbook()).isPresent();
        if (!automated && library.find(start.runbook()).isEmpty()) {
            throw Problem.unprocessable(
                    "unknown-runbook",
                    "the server knows no runbook '" + start.runbook() + "': start it with --runbooks FOLDER where the"
                            + " runbook is");
        }
    }

    private void checkOperator(Context ctx, String operator) {
        if (callers.people().areTakenAtTheirWord()) {
            return;
        }
        Person person = callers.with(ctx, Role.OPERATOR);
        if (!operator.isEmpty() && !person.name().equals(operator)) {
            throw Problem.forbidden(
                    "other-operator",
                    person.name() + " cannot send what " + operator + " did: use the token of " + operator);
        }
    }

    private long append(String session, List<SessionEvent> events) {
        try {
            return sessions.append(session, events);
        } catch (MissingEvents e) {
            throw Problem.conflict("missing-events", String.valueOf(e.getMessage()))
                    .with("expected", e.expected());
        } catch (SessionConflict e) {
            throw Problem.conflict("session-conflict", String.valueOf(e.getMessage()));
        } catch (IllegalArgumentException e) {
            throw Problem.unprocessable("other-run", String.valueOf(e.getMessage()));
        }
    }

    private java.util.Optional<Attendance> attendance(String session) {
        Attendance known = attendances.get(session);
        if (known != null) {
            return java.util.Optional.of(known);
        }
        java.util.Optional<Attendance> found =
                sessions.find(session).map(stored -> new Attendance(stored.run(), stored.operator()));
        found.ifPresent(there -> attendances.put(session, there));
        return found;
    }

    /** In which run a session is, and whose it is: fixed by its first event. */
    private record Attendance(String run, String operator) {}
}
