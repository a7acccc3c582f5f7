package dev.understudy.runbook;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One thing that the runbook asks for.
 *
 * @param id unique within the runbook; the author's own name where there is one ({@code {name=drain}}), which survives edits,
 *     else made from the headings, which changes when they do
 * @param kind what the operator does in it
 * @param title one line for people, without Markdown
 * @param line the line of the file, from 1, at which the step begins
 * @param section the headings above it, outermost first
 * @param alternative the label of the tab that holds the step ({@code Helm}); steps of sibling tabs are alternatives to one
 *     another and not a sequence. Null outside tabs
 * @param commands in the order of the document; empty for a step that only tells
 * @param annotation what the author declared about it
 */
public record Step(
        String id,
        StepKind kind,
        String title,
        int line,
        List<String> section,
        @Nullable String alternative,
        List<RunbookCommand> commands,
        Annotation annotation) {
    public Step {
        section = List.copyOf(section);
        commands = List.copyOf(commands);
    }
}
