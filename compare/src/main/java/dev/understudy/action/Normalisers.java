package dev.understudy.action;

import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;

/**
 * All normalisers, asked in order: the first that understands a program decides. What none understands is one action of
 * {@link Effect#UNKNOWN}, never a read. Thread-safe.
 */
public final class Normalisers {
    private static final Normalisers INSTALLED = new Normalisers(load());

    private final List<Normaliser> normalisers;

    public Normalisers(List<Normaliser> normalisers) {
        this.normalisers = List.copyOf(normalisers);
    }

    /** Those of the class path, in the order of the class path. */
    public static Normalisers installed() {
        return INSTALLED;
    }

    /** What the program does, in its own order; empty where it certainly has no effect worth comparing. */
    public List<Action> actions(ProgramCall call) {
        for (Normaliser normaliser : normalisers) {
            if (normaliser.understands(call.program())) {
                return normaliser.actions(call);
            }
        }
        return List.of(Action.of(Effect.UNKNOWN, "run", "program:" + call.program()));
    }

    private static List<Normaliser> load() {
        List<Normaliser> found = new ArrayList<>();
        ServiceLoader.load(Normaliser.class).forEach(found::add);
        return found;
    }
}
