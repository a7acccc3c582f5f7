package dev.understudy.runbook;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A Markdown document that tells people how to do something, as its steps in order.
 *
 * @param id from the front matter ({@code runbook.id}), else from the file's name; lower-case letters, digits and hyphens
 * @param title the front matter's title, else the first heading, else the file's name
 * @param fingerprint SHA-256 in hexadecimal of the document's text with line endings as {@code \n}: any other change of the
 *     document is another fingerprint
 * @param activity what kind of work it is, as the front matter says ({@code remediation}); null where it doesn't
 * @param workflow the workflow that automates it, as the front matter says; null where it doesn't
 * @param params the names of the placeholders that a run must be given, in the front matter's order
 * @param secrets the names of those placeholders whose values must never be recorded
 * @param steps in the order of the document
 * @param warnings what the reader could not understand or resolve, in order of line
 */
public record Runbook(
        String id,
        String title,
        String fingerprint,
        @Nullable String activity,
        @Nullable String workflow,
        List<String> params,
        List<String> secrets,
        List<Step> steps,
        List<Warning> warnings) {
    public Runbook {
        params = List.copyOf(params);
        secrets = List.copyOf(secrets);
        steps = List.copyOf(steps);
        warnings = List.copyOf(warnings);
    }

    /** The step with this id; step ids are unique within a runbook. */
    public Optional<Step> step(String id) {
        return steps.stream().filter(step -> step.id().equals(id)).findFirst();
    }

    /** All commands of all steps, in the order of the document. */
    public List<RunbookCommand> commands() {
        return steps.stream().flatMap(step -> step.commands().stream()).toList();
    }
}
