package dev.understudy.runbook;

import java.util.List;
import java.util.Set;

/**
 * What the runbooks of one repository do their own way, beyond what the reader knows of itself.
 *
 * @param commands names of programs that the reader would not know ({@code tsh}, {@code gds})
 * @param prompts texts that stand before a command and are no part of it, with their space ({@code "~ "})
 */
public record Conventions(Set<String> commands, List<String> prompts) {
    /** No conventions of one's own. */
    public static final Conventions NONE = new Conventions(Set.of(), List.of());

    public Conventions {
        commands = Set.copyOf(commands);
        prompts = List.copyOf(prompts);
    }
}
