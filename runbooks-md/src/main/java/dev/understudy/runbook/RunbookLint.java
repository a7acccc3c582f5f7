package dev.understudy.runbook;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Says what would make a runbook better. Pure; the same runbook gives the same findings in the same order. */
public final class RunbookLint {
    private static final Pattern DESTRUCTIVE = Pattern.compile(
            "(?is)(?:^|[;&|\\n(]\\s*|\\bsudo\\s+|\\bdo\\s+|\\bthen\\s+|\\bxargs\\s+(?:-\\S+\\s+){0,9}|-exec\\s+)"
                    + "(?:rm|rmdir|shred|dd|mkfs(?:\\.\\w+)?|wipefs|truncate|dropdb|blkdiscard)\\s"
                    + "|\\b(?:kubectl|oc|k)\\s[^|;\\n]{0,400}?\\b(?:delete|drain|replace\\s+--force)\\s"
                    + "|\\b(?:helm\\s+(?:uninstall|delete)|terraform\\s+destroy|docker\\s+(?:rm|system\\s+prune|volume\\s+rm))\\b"
                    + "|\\bnodetool\\s[^|;\\n]{0,200}?\\b(?:decommission|removenode|assassinate)\\b"
                    + "|\\b(?:drop\\s+(?:table|database|keyspace|user|index)|truncate\\s+table|delete\\s+from)\\b"
                    + "|(?:^|[;&|\\n(]\\s*|\\bsudo\\s+)find\\s[^|;\\n]{0,400}?\\s-delete\\b");

    private RunbookLint() {}

    /** The findings in order of line. */
    public static List<Finding> lint(Runbook runbook) {
        List<Finding> findings = new ArrayList<>();
        runbook.warnings()
                .forEach(warning ->
                        findings.add(new Finding(warning.line(), LintRule.READER_WARNING, warning.message())));
        if (runbook.steps().isEmpty()) {
            findings.add(
                    new Finding(
                            1,
                            LintRule.NO_STEPS,
                            "the document holds no step: write commands in fences, and steps without commands as numbered items"));
        }
        for (int i = 0; i < runbook.steps().size(); i++) {
            step(runbook, i, findings);
        }
        params(runbook, findings);
        findings.sort(Comparator.comparingInt(Finding::line).thenComparing(Finding::rule));
        return List.copyOf(findings);
    }

    private static void step(Runbook runbook, int index, List<Finding> findings) {
        Step step = runbook.steps().get(index);
        Annotation annotation = step.annotation();
        if (!step.commands().isEmpty() && !annotation.named()) {
            findings.add(new Finding(
                    step.line(),
                    LintRule.UNNAMED_STEP,
                    "the step '" + step.title()
                            + "' has no name; add {name=…} after its fence's language, so that its id"
                            + " survives edits"));
        }
        boolean waits = step.kind() == StepKind.WAIT && annotation.waitAtMost() == null;
        if (waits
                && step.commands().stream()
                        .noneMatch(command -> command.text().matches("(?s).*(?:--timeout|sleep \\d).*"))) {
            findings.add(new Finding(
                    step.line(),
                    LintRule.ENDLESS_WAIT,
                    "the step waits without an end; say how long at most with {wait=10m}"));
        }
        for (RunbookCommand command : step.commands()) {
            command(step, command, findings);
        }
        boolean destructive = annotation.effect() == DeclaredEffect.DESTRUCTIVE
                || (annotation.effect() == null && step.commands().stream().anyMatch(RunbookLint::isDestructive));
        boolean checked = runbook.steps().subList(index + 1, runbook.steps().size()).stream()
                .anyMatch(later -> later.kind() == StepKind.CHECK);
        if (destructive && !checked) {
            findings.add(new Finding(
                    step.line(),
                    LintRule.NO_CHECK_AFTER_DESTRUCTION,
                    "the step '" + step.title()
                            + "' can lose data, and no check comes after it; add one that says whether all"
                            + " is well"));
        }
    }

    private static void command(Step step, RunbookCommand command, List<Finding> findings) {
        if (step.annotation().effect() == null && isDestructive(command)) {
            findings.add(
                    new Finding(
                            command.line(),
                            LintRule.UNDECLARED_DESTRUCTION,
                            "the command can lose data; say so with {effect=destructive}, or that it can't with {effect=write}"));
        }
        if (command.form() == CommandForm.INLINE) {
            findings.add(new Finding(
                    command.line(),
                    LintRule.INLINE_COMMAND,
                    "the command '" + shortened(command.text())
                            + "' stands in a sentence; put it in a fence of its own"));
        }
        for (Placeholder placeholder : command.placeholders()) {
            if (placeholder.name().isEmpty()) {
                findings.add(new Finding(
                        command.line(),
                        LintRule.NAMELESS_PLACEHOLDER,
                        "'" + placeholder.text()
                                + "' does not tell what to put there; write a name such as <options>"));
            }
        }
    }

    private static void params(Runbook runbook, List<Finding> findings) {
        Set<String> used = new HashSet<>();
        Set<String> told = new HashSet<>();
        for (RunbookCommand command : runbook.commands()) {
            for (Placeholder placeholder : command.placeholders()) {
                boolean fresh = used.add(placeholder.name());
                boolean known = runbook.params().contains(placeholder.name())
                        || runbook.secrets().contains(placeholder.name())
                        || captured(runbook, placeholder.name());
                if (fresh && runbook.workflow() != null && !placeholder.name().isEmpty() && !known) {
                    findings.add(new Finding(
                            command.line(),
                            LintRule.PLACEHOLDER_WITHOUT_PARAM,
                            placeholder.text() + " is no param; add '" + placeholder.name()
                                    + "' to runbook.params, so that a run can be given its value"));
                }
            }
        }
        for (String param : runbook.params()) {
            if (told.add(param) && !used.contains(param) && !inTitles(runbook, param)) {
                findings.add(new Finding(
                        1,
                        LintRule.UNUSED_PARAM,
                        "no command holds the param '" + param + "'; use <" + param + ">, or drop it"));
            }
        }
        for (String secret : runbook.secrets()) {
            if (told.add(secret) && !used.contains(secret)) {
                findings.add(new Finding(
                        1,
                        LintRule.UNUSED_SECRET,
                        "no command holds the secret '" + secret + "'; use <" + secret + ">, or drop it"));
            }
        }
    }

    private static boolean captured(Runbook runbook, String name) {
        return runbook.steps().stream()
                .map(step -> step.annotation().capture())
                .anyMatch(capture ->
                        capture != null && Placeholder.of(capture).name().equals(name));
    }

    private static boolean inTitles(Runbook runbook, String param) {
        return runbook.steps().stream().anyMatch(step -> step.title().contains("<" + param + ">"));
    }

    private static boolean isDestructive(RunbookCommand command) {
        return DESTRUCTIVE.matcher(command.text()).find();
    }

    private static String shortened(String text) {
        return text.length() <= 60 ? text : text.substring(0, 59) + "…";
    }
}
