package dev.understudy.runbook;

import java.util.ArrayList;
import java.util.List;

/** A runbook as text for people: what {@code understudy runbook show FILE} and {@code runbook lint FILE} print. */
public final class RunbookText {
    private RunbookText() {}

    /** The runbook's steps with their commands and what the reader warns of; lines end with {@code \n}. */
    public static String show(Runbook runbook) {
        StringBuilder text = new StringBuilder();
        text.append(runbook.id()).append(": ").append(runbook.title()).append('\n');
        List<String> facts = new ArrayList<>();
        if (runbook.workflow() != null) {
            facts.add("workflow " + runbook.workflow());
        }
        if (!runbook.params().isEmpty()) {
            facts.add("params " + String.join(", ", runbook.params()));
        }
        facts.add("fingerprint " + runbook.fingerprint().substring(0, 12));
        text.append(String.join(", ", facts)).append('\n');
        int number = 0;
        for (Step step : runbook.steps()) {
            number++;
            text.append('\n').append(String.format("%3d. ", number));
            text.append(step.id()).append("  ").append(step.kind());
            if (step.annotation().effect() != null) {
                text.append(' ').append(step.annotation().effect());
            }
            if (step.alternative() != null) {
                text.append("  [").append(step.alternative()).append(']');
            }
            text.append("  line ")
                    .append(step.line())
                    .append("\n     ")
                    .append(step.title())
                    .append('\n');
            for (RunbookCommand command : step.commands()) {
                text.append("       > ")
                        .append(command.text().replace("\n", "\n         "))
                        .append('\n');
            }
        }
        if (runbook.steps().isEmpty()) {
            text.append("\nno steps: the document holds no command, no numbered item and no annotated step\n");
        }
        if (!runbook.warnings().isEmpty()) {
            text.append("\nwarnings\n");
            runbook.warnings()
                    .forEach(warning -> text.append("  line ")
                            .append(warning.line())
                            .append(": ")
                            .append(warning.message())
                            .append('\n'));
        }
        return text.toString();
    }

    /**
     * The findings, one a line as {@code FILE:LINE: MESSAGE [RULE]}, so that editors and CI systems can point at them.
     *
     * @param file the name that each line begins with
     */
    public static String findings(String file, List<Finding> findings) {
        StringBuilder text = new StringBuilder();
        for (Finding finding : findings) {
            text.append(file)
                    .append(':')
                    .append(finding.line())
                    .append(": ")
                    .append(finding.message())
                    .append(" [")
                    .append(finding.rule().id())
                    .append("]\n");
        }
        return text.toString();
    }
}
