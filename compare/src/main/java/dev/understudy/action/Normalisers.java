package dev.understudy.action;

import dev.understudy.action.program.EffectTable;
import dev.understudy.action.program.Starter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * All normalisers, asked in order: the first that understands a program decides. Programs that only start others
 * ({@code sudo}, {@code timeout}, {@code sh -c}) are looked through first. What none understands is one action of
 * {@link Effect#UNKNOWN}, never a read. Thread-safe.
 */
public final class Normalisers {
    private static final String OWN = "dev.understudy.action.";
    private static final int DEEPEST = 8;
    private static final Normalisers INSTALLED = new Normalisers(load());

    private final List<Normaliser> normalisers;

    public Normalisers(List<Normaliser> normalisers) {
        this.normalisers = List.copyOf(normalisers);
    }

    /** Those of the class path: first the ones that others added, then our own, so that anyone can do better than we. */
    public static Normalisers installed() {
        return INSTALLED;
    }

    /** What the program does, in its own order; empty where it certainly has no effect worth comparing. */
    public List<Action> actions(ProgramCall call) {
        return actions(call, 0);
    }

    /** A text that changes when a normaliser or a table does: part of what a report names as its makers. */
    public String fingerprint() {
        StringBuilder text = new StringBuilder(EffectTable.installed().toString());
        normalisers.forEach(
                normaliser -> text.append('\n').append(normaliser.getClass().getName()));
        return Fingerprint.of(text.toString());
    }

    private List<Action> actions(ProgramCall call, int depth) {
        Optional<Starter> starter = Starter.of(call);
        if (starter.isPresent()) {
            return started(call, starter.get(), depth);
        }
        for (Normaliser normaliser : normalisers) {
            if (normaliser.understands(call.program())) {
                return normaliser.actions(call);
            }
        }
        return List.of(ProgramActions.unknown(call));
    }

    private List<Action> started(ProgramCall call, Starter starter, int depth) {
        ProgramCall inner = starter.inner();
        if (inner == null || depth == DEEPEST) {
            return List.of(ProgramActions.unknown(call));
        }
        List<Action> actions = actions(inner, depth + 1);
        if (starter.addsArguments()) {
            // Only what is harmless whatever its arguments are can be told without them.
            return actions.stream().allMatch(action -> action.effect() == Effect.READ)
                    ? actions
                    : List.of(ProgramActions.unknown(call));
        }
        return actions.stream().map(action -> onHost(action, starter.host())).toList();
    }

    private static Action onHost(Action action, @Nullable String host) {
        if (host == null) {
            return action;
        }
        Map<String, String> fields = new TreeMap<>(action.fields());
        fields.put("host", host);
        return Action.of(action.effect(), action.operation(), action.object(), fields);
    }

    private static List<Normaliser> load() {
        List<Normaliser> found = new ArrayList<>();
        ServiceLoader.load(Normaliser.class).forEach(found::add);
        found.sort(Comparator.comparing(
                normaliser -> normaliser.getClass().getName().startsWith(OWN)));
        return found;
    }
}
