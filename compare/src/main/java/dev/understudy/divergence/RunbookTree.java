package dev.understudy.divergence;

import dev.understudy.alignment.tree.ProcessTree;
import dev.understudy.runbook.CommandKind;
import dev.understudy.runbook.Runbook;
import dev.understudy.runbook.Step;
import dev.understudy.runbook.StepKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a runbook allows, as a process tree of its steps: one after the other, each as often as it takes; tabs are
 * alternatives; what is not a command to run (a look, a wait, a decision, something by hand) need not be seen.
 */
final class RunbookTree {
    private RunbookTree() {}

    static ProcessTree of(Runbook runbook) {
        List<ProcessTree> row = new ArrayList<>();
        Map<String, List<ProcessTree>> tabs = new LinkedHashMap<>();
        @Nullable List<String> section = null;
        for (Step step : runbook.steps()) {
            boolean sameTabs = step.alternative() != null && step.section().equals(section);
            if (!sameTabs) {
                close(tabs, row);
            }
            if (step.alternative() == null) {
                row.add(node(step));
                section = null;
            } else {
                tabs.computeIfAbsent(step.alternative(), tab -> new ArrayList<>())
                        .add(node(step));
                section = step.section();
            }
        }
        close(tabs, row);
        return new ProcessTree.Seq(row);
    }

    /** Whether leaving the step out is leaving the runbook. */
    static boolean isDemanded(Step step) {
        return step.kind() == StepKind.COMMAND && hasCommands(step);
    }

    static boolean hasCommands(Step step) {
        return step.commands().stream().anyMatch(command -> command.kind() == CommandKind.SHELL);
    }

    private static ProcessTree node(Step step) {
        ProcessTree visits = new ProcessTree.Loop(new ProcessTree.Task(step.id()), new ProcessTree.Tau());
        return isDemanded(step) ? visits : new ProcessTree.Xor(List.of(visits, new ProcessTree.Tau()));
    }

    private static void close(Map<String, List<ProcessTree>> tabs, List<ProcessTree> row) {
        if (!tabs.isEmpty()) {
            List<ProcessTree> branches = new ArrayList<>();
            tabs.values().forEach(branch -> branches.add(new ProcessTree.Seq(branch)));
            row.add(new ProcessTree.Xor(branches));
            tabs.clear();
        }
    }
}
