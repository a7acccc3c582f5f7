package dev.understudy.library;

import dev.understudy.automation.Automation;
import dev.understudy.identity.KnownWorkflow;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;

/** The workflows of the class path. */
public final class Automations {
    private Automations() {}

    /** All of them, in the order of the class path. */
    public static List<Automation> all() {
        return ServiceLoader.load(Automation.class).stream()
                .map(ServiceLoader.Provider::get)
                .toList();
    }

    /** The one whose workflow has this type, or which automates the runbook of this id. */
    public static Optional<Automation> find(String name) {
        return all().stream()
                .filter(automation -> automation.runbook().equals(name)
                        || KnownWorkflow.of(automation).type().equals(name))
                .findFirst();
    }
}
