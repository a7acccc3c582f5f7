package dev.understudy.rehearsal;

import dev.understudy.rehearsal.PlannedOperation.How;

/** A plan as text. */
final class PlanText {
    private PlanText() {}

    static String of(Plan plan) {
        StringBuilder text = new StringBuilder();
        text.append("Plan of ").append(plan.runbook()).append(" on ").append(plan.target());
        text.append(" (").append(plan.workflowType()).append(", fingerprint ");
        text.append(plan.fingerprint(), 0, Math.min(12, plan.fingerprint().length()))
                .append(")\n\n");
        String step = null;
        int number = 0;
        for (PlannedOperation operation : plan.operations()) {
            if (operation.step() != null && !operation.step().equals(step)) {
                step = operation.step();
                text.append("step ").append(step).append('\n');
            }
            text.append(String.format(
                    "%4d. %-12s %s%n",
                    ++number, words(operation.how()), operation.action().summary()));
            if (operation.why() != null) {
                text.append("                   ").append(operation.why()).append('\n');
            }
        }
        return text.append('\n').append(ending(plan)).append('\n').toString();
    }

    private static String words(How how) {
        return switch (how) {
            case READ -> "read";
            case OVERLAID -> "read, laid over";
            case ASSUMED -> "assumed";
            case WOULD_CHANGE -> "WOULD CHANGE";
            case ON_TWIN -> "ON TWIN";
            case UNKNOWN -> "UNKNOWN";
            case REJECTED -> "REJECTED";
            case FAILED -> "failed";
        };
    }

    private static String ending(Plan plan) {
        long writes = plan.operations().stream()
                .filter(operation -> operation.how() == How.WOULD_CHANGE)
                .count();
        long assumed = plan.operations().stream()
                .filter(operation -> operation.how() == How.ASSUMED)
                .count();
        String counted = writes + " would change something, " + assumed + " results were assumed";
        return switch (plan.ending()) {
            case COMPLETE -> "The rehearsal went to its end: " + counted + ". Nothing was changed.";
            case UNKNOWN ->
                "The rehearsal went to its end, but what is marked UNKNOWN could not be rehearsed: " + counted
                        + ". Nothing was changed.";
            case STOPPED -> "The rehearsal stopped: " + plan.why() + " (" + counted + ". Nothing was changed.)";
            case RUNNING -> "The rehearsal goes on: " + counted + " so far.";
        };
    }
}
