package dev.understudy.rule;

import dev.understudy.action.Action;
import dev.understudy.action.Effect;
import dev.understudy.divergence.ComparedRun;
import dev.understudy.divergence.Fidelity;
import dev.understudy.divergence.Move;
import dev.understudy.divergence.Report;
import dev.understudy.divergence.Resolution;
import dev.understudy.divergence.ResolvedPrediction;
import dev.understudy.prediction.Prediction;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Real divergences, made of a run as it was: for every write, the workflow sets another value, or one field more, or does it
 * to another object, or leaves it out; and does beside it what nobody did, harmless or destructive. Pure and deterministic.
 */
public final class Injections {
    private final ComparedRun run;
    private final List<InjectedDivergence> found = new ArrayList<>();

    private Injections(ComparedRun run) {
        this.run = run;
    }

    /** @param report of the run, which tells what was done in it */
    public static List<InjectedDivergence> of(ComparedRun run, Report report) {
        Injections injections = new Injections(run);
        run.predictions().forEach(injections::change);
        Set<Action> written = new LinkedHashSet<>();
        for (Move move : report.moves()) {
            if (move.observed() != null) {
                written.add(move.observed().action());
            }
            if (move.predicted() != null) {
                written.add(move.predicted().action());
            }
        }
        written.stream().filter(action -> action.effect().mayWrite()).forEach(injections::addBeside);
        return List.copyOf(injections.found);
    }

    private void change(ResolvedPrediction one) {
        Action action = one.prediction().action();
        if (!action.effect().mayWrite()) {
            return;
        }
        String words = action.operation() + " " + action.object();
        action.fields().forEach((field, value) -> {
            Map<String, String> fields = new TreeMap<>(action.fields());
            fields.put(field, another(value));
            replace(one, with(action, action.object(), fields), words + " with another " + field);
        });
        Map<String, String> more = new TreeMap<>(action.fields());
        more.put("/injected", "true");
        replace(one, with(action, action.object(), more), words + " with one field more");
        replace(one, with(action, beside(action.object()), action.fields()), words + ", done to another object");
        List<ResolvedPrediction> rest = new ArrayList<>(run.predictions());
        rest.remove(one);
        found.add(new InjectedDivergence(words + ", left out by the workflow", with(rest)));
    }

    private void addBeside(Action action) {
        String object = beside(action.object());
        add(with(action, object, action.fields()), action.operation() + " " + object + ", done by the workflow alone");
        add(
                Action.of(Effect.DESTRUCTIVE, "delete", action.object()),
                "delete " + action.object() + ", done by the workflow alone");
    }

    private void replace(ResolvedPrediction one, Action changed, String words) {
        List<ResolvedPrediction> all = new ArrayList<>(run.predictions());
        all.set(
                all.indexOf(one),
                new ResolvedPrediction(with(one.prediction(), changed), one.resolution(), one.fidelity()));
        found.add(new InjectedDivergence(words, with(all)));
    }

    private void add(Action action, String words) {
        long last = run.predictions().stream()
                .mapToLong(one -> one.prediction().sequence())
                .max()
                .orElse(0);
        Instant at = run.predictions().isEmpty()
                ? Instant.EPOCH
                : run.predictions()
                        .get(run.predictions().size() - 1)
                        .prediction()
                        .publishedAt();
        List<ResolvedPrediction> all = new ArrayList<>(run.predictions());
        all.add(new ResolvedPrediction(
                new Prediction(run.run(), last + 1, last, "Injected", action, null, at, "00"),
                Resolution.NOT_OBSERVED,
                Fidelity.WITHHELD));
        found.add(new InjectedDivergence(words, with(all)));
    }

    private ComparedRun with(List<ResolvedPrediction> predictions) {
        return new ComparedRun(
                run.run(),
                run.runbook(),
                run.runbookFingerprint(),
                run.book(),
                run.workflowType(),
                run.workflowFingerprint(),
                run.sessions(),
                predictions,
                run.workflowEnd(),
                run.marks());
    }

    private static Prediction with(Prediction one, Action action) {
        return new Prediction(
                one.run(),
                one.sequence(),
                one.after(),
                one.activityType(),
                action,
                one.step(),
                one.publishedAt(),
                one.salt());
    }

    private static Action with(Action action, String object, Map<String, String> fields) {
        return Action.of(action.effect(), action.operation(), object, fields);
    }

    /** A number is counted up, so that what is compared as a number differs too. */
    private static String another(String value) {
        return value.matches("\\d{1,9}") ? Long.toString(Long.parseLong(value) + 1) : value + "-injected";
    }

    /** Another object of the same sort, in the same place. */
    private static String beside(String object) {
        return object + "-injected";
    }
}
