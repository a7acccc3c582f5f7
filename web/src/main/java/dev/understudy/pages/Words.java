package dev.understudy.pages;

import dev.understudy.action.Action;
import dev.understudy.control.Hold;
import dev.understudy.divergence.DivergenceKind;
import dev.understudy.divergence.Verdict;
import dev.understudy.operation.Mode;
import dev.understudy.rehearsal.PlannedOperation;
import dev.understudy.report.ReviewVerdict;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** How values are said on pages. All times are UTC. */
public final class Words {
    private static final DateTimeFormatter DAY_AND_TIME =
            DateTimeFormatter.ofPattern("d MMM yyyy, HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private Words() {}

    public static String dayAndTime(@Nullable Instant at) {
        return at == null ? "" : DAY_AND_TIME.format(at);
    }

    public static String time(@Nullable Instant at) {
        return at == null ? "" : TIME.format(at);
    }

    /** {@code 340 ms}, {@code 1.2 s}, {@code 3 min 5 s}, {@code 2 h 10 min}. */
    public static String duration(Duration duration) {
        long millis = Math.abs(duration.toMillis());
        if (millis < 1_000) {
            return millis + " ms";
        }
        if (millis < 60_000) {
            return String.format(Locale.ROOT, "%.1f s", millis / 1000.0);
        }
        long seconds = millis / 1000;
        if (seconds < 3_600) {
            return seconds / 60 + " min " + seconds % 60 + " s";
        }
        return seconds / 3_600 + " h " + seconds % 3_600 / 60 + " min";
    }

    /** {@code 1 run}, {@code 2 runs}. */
    public static String count(long number, String one) {
        return number + " " + one + (number == 1 ? "" : "s");
    }

    /** {@code once}, {@code twice}, {@code 3 times}. */
    public static String times(int number) {
        return number == 1 ? "once" : number == 2 ? "twice" : number + " times";
    }

    /** What holds a run. */
    public static String hold(Hold.Cause cause) {
        return switch (cause) {
            case PAUSED -> "Paused.";
            case PLAN_LEFT -> "Outside its plan.";
            case GUARD -> "An alert holds it.";
            case OUTCOME_UNKNOWN -> "Somebody must look.";
            case ALL_LIVE_STOPPED -> "All live runs are stopped.";
            case NOT_PROMOTED -> "Its workflow may not act any more.";
            case STORE_AWAY -> "Nothing can be written down.";
        };
    }

    /** The class of the mode's badge. */
    public static String modeClass(Mode mode) {
        return switch (mode) {
            case DRY_RUN -> "dry";
            case SHADOW -> "shadow";
            case LIVE -> "live";
        };
    }

    /** The mark of the mode: its shape differs as its colour does. */
    public static String modeMark(Mode mode) {
        return switch (mode) {
            case DRY_RUN -> "◌";
            case SHADOW -> "○";
            case LIVE -> "▲";
        };
    }

    public static String modeName(Mode mode) {
        return switch (mode) {
            case DRY_RUN -> "DRY RUN";
            case SHADOW -> "SHADOW";
            case LIVE -> "LIVE";
        };
    }

    public static String modeMeans(Mode mode) {
        return switch (mode) {
            case DRY_RUN -> "rehearses alone, changes nothing";
            case SHADOW -> "runs beside an operator, changes nothing";
            case LIVE -> "acts on its own, changes things for real";
        };
    }

    public static String verdict(@Nullable Verdict verdict) {
        return verdict == null ? "open" : verdict.name().toLowerCase(Locale.ROOT);
    }

    /** An action in one line: {@code move /a/b → /c/b}, {@code update apps/statefulsets/ns/db /spec/replicas=5}. */
    public static String action(Action action) {
        StringBuilder said = new StringBuilder(action.operation())
                .append(' ')
                .append(action.object().replaceFirst("^(file|kubernetes|program):", ""));
        Map<String, String> fields = new TreeMap<>(action.fields());
        String to = fields.remove("to");
        if (to != null) {
            said.append(" → ").append(to);
        }
        fields.forEach((field, value) -> said.append(' ').append(value.equals("true") ? field : field + "=" + value));
        return said.toString();
    }

    /** Who did what, in three words. */
    public static String kind(DivergenceKind kind) {
        return switch (kind) {
            case MISSED -> "operator only";
            case UNEXPECTED -> "workflow only";
            case DIFFERENT -> "differs";
            case REORDERED -> "other order";
            case OUTCOME -> "other outcome";
            case STOPPED -> "workflow stopped";
            case UNKNOWN -> "not understood";
        };
    }

    /** What follows from the verdict. */
    public static String verdictMeans(ReviewVerdict verdict) {
        return switch (verdict) {
            case WORKFLOW_WRONG -> "The run counts against the workflow; its authors have something to mend.";
            case OPERATOR_WRONG -> "The run counts neither for nor against the workflow.";
            case BOTH_ACCEPTABLE -> "Either is fine. The run counts neither for nor against.";
            case RUNBOOK_STALE -> "The text needs an edit first; as it is, the run counts against the workflow.";
            case COMPARISON_WRONG -> "There is no difference: Understudy saw one. The run does not count.";
        };
    }

    /** Where a rehearsed result came from. */
    public static String how(PlannedOperation.How how) {
        return switch (how) {
            case READ -> "read for real";
            case OVERLAID -> "read for real, with its own pretended changes laid over";
            case ASSUMED -> "assumed";
            case WOULD_CHANGE -> "would change it; nothing was changed";
            case ON_TWIN -> "done on a copy of the cluster";
            case UNKNOWN -> "could not be rehearsed";
            case REJECTED -> "would be rejected";
            case FAILED -> "failed";
        };
    }

    /** Clauses in a row. */
    public static String list(List<String> clauses) {
        return String.join("; ", clauses);
    }

    /** The start of a fingerprint, which is enough to tell two apart by eye. */
    public static String start(String fingerprint) {
        return fingerprint.length() <= 12 ? fingerprint : fingerprint.substring(0, 12);
    }

    /** A clause as a sentence without its full stop. */
    public static String sentence(String clause) {
        return clause.substring(0, 1).toUpperCase(Locale.ROOT) + clause.substring(1);
    }

    /** A name as part of an element's id or of a class. */
    public static String token(String text) {
        return text.replaceAll("[^A-Za-z0-9]+", "-");
    }
}
