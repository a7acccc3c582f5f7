package dev.understudy.runbook.internal;

import dev.understudy.runbook.CommandKind;
import dev.understudy.runbook.RunbookCommand;
import dev.understudy.runbook.Step;
import dev.understudy.runbook.StepKind;
import dev.understudy.runbook.Warning;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Gives drafts, once all are known, what depends on the others: ids that are unique, placeholders that nothing assigns. */
final class DraftedSteps {
    private final List<Draft> drafts;
    private final ShellGrammar grammar;
    private final List<Warning> warnings;
    private final Set<String> taken = new HashSet<>();
    private final Map<String, Integer> counts = new HashMap<>();

    /** @param warnings takes a word about each name that is given twice */
    DraftedSteps(List<Draft> drafts, ShellGrammar grammar, List<Warning> warnings) {
        this.drafts = drafts;
        this.grammar = grammar;
        this.warnings = warnings;
    }

    List<Step> steps() {
        Set<String> assigned = assigned();
        List<String> named = names();
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < drafts.size(); i++) {
            Draft draft = drafts.get(i);
            String id = named.get(i).isEmpty() ? numbered(draft) : named.get(i);
            String title = StepWords.title(draft.words.isBlank() ? id : draft.words);
            StepKind declared = draft.annotations.kind();
            steps.add(new Step(
                    id,
                    declared == null ? StepWords.kind(draft.words, draft.commands) : declared,
                    title.isEmpty() ? id : title,
                    draft.line,
                    draft.section,
                    draft.tab,
                    commands(draft, assigned),
                    draft.annotations.annotation()));
        }
        return steps;
    }

    /** The authors' own names, so that no number that is given to another step takes one; empty where there is none. */
    private List<String> names() {
        List<String> names = new ArrayList<>();
        for (Draft draft : drafts) {
            String name = draft.annotations.id();
            if (name == null) {
                names.add("");
                continue;
            }
            if (taken.contains(name)) {
                warnings.add(new Warning(
                        draft.line,
                        "the step's name '" + name + "' is taken by an earlier step; this one is numbered"));
            }
            names.add(unique(name));
        }
        return names;
    }

    private String numbered(Draft draft) {
        String slug = draft.section.isEmpty() ? "" : StepWords.slug(draft.section.get(draft.section.size() - 1));
        String base = slug.isEmpty() ? "step" : slug;
        return unique(base + "-" + counts.merge(base, 1, Integer::sum));
    }

    private String unique(String name) {
        String unique = name;
        for (int n = 2; !taken.add(unique); n++) {
            unique = name + "-" + n;
        }
        return unique;
    }

    private List<RunbookCommand> commands(Draft draft, Set<String> assigned) {
        List<RunbookCommand> commands = new ArrayList<>();
        for (FoundCommand found : draft.commands) {
            commands.add(new RunbookCommand(
                    found.line(),
                    found.text(),
                    found.form(),
                    found.kind(),
                    Placeholders.in(found.text(), found.kind(), grammar, assigned, draft.replacements),
                    found.expected()));
        }
        return commands;
    }

    /** The variables to which some command of the document gives a value. */
    private Set<String> assigned() {
        Set<String> assigned = new HashSet<>();
        for (Draft draft : drafts) {
            for (FoundCommand found : draft.commands) {
                if (found.kind() == CommandKind.SHELL) {
                    assigned.addAll(grammar.assigned(found.text()));
                }
            }
        }
        return assigned;
    }
}
