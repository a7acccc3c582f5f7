package dev.understudy.run;

import dev.understudy.operation.Mode;
import dev.understudy.store.Micros;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One execution of one runbook on one target.
 *
 * @param id unique everywhere
 * @param runbook the runbook's id
 * @param runbookFingerprint of the Markdown that held at its start
 * @param params the values of the runbook's placeholders, as far as they are known
 * @param mode of the workflow in this run; a run done by people is a {@code SHADOW} one, whether or not a shadow joined
 * @param workflowType Temporal's name of the workflow; null where none takes part
 * @param workflowFingerprint null where none takes part
 * @param operators who took part, in the order in which they came; never the workflow
 * @param breakGlass why the run is quarantined as an emergency, by whom; null for an ordinary run
 * @param startedAt to the microsecond
 * @param endedAt null while open
 * @param plan the rehearsal whose plan watches over a live run; null where none does
 * @param ending how its workflow ended; null while that is not known, and where none takes part
 */
public record Run(
        String id,
        String runbook,
        String runbookFingerprint,
        String target,
        Map<String, String> params,
        Mode mode,
        @Nullable String workflowType,
        @Nullable String workflowFingerprint,
        List<String> operators,
        RunState state,
        @Nullable String breakGlass,
        Instant startedAt,
        @Nullable Instant endedAt,
        @Nullable String plan,
        @Nullable RunEnding ending) {
    public Run {
        params = Map.copyOf(params);
        operators = List.copyOf(operators);
        startedAt = Micros.truncated(startedAt);
        endedAt = Micros.truncatedOrNull(endedAt);
    }

    /** A run that begins: open, without a workflow. */
    public static Run begun(
            String id,
            String runbook,
            String runbookFingerprint,
            String target,
            Map<String, String> params,
            Mode mode,
            List<String> operators,
            Instant startedAt) {
        return new Run(
                id,
                runbook,
                runbookFingerprint,
                target,
                params,
                mode,
                null,
                null,
                operators,
                RunState.OPEN,
                null,
                startedAt,
                null,
                null,
                null);
    }

    /** The same run with a workflow that takes part. */
    public Run with(String type, String fingerprint) {
        return new Run(
                id,
                runbook,
                runbookFingerprint,
                target,
                params,
                mode,
                type,
                fingerprint,
                operators,
                state,
                breakGlass,
                startedAt,
                endedAt,
                plan,
                ending);
    }

    /** The same run, watched against the plan of this rehearsal. */
    public Run under(@Nullable String rehearsal) {
        return new Run(
                id,
                runbook,
                runbookFingerprint,
                target,
                params,
                mode,
                workflowType,
                workflowFingerprint,
                operators,
                state,
                breakGlass,
                startedAt,
                endedAt,
                rehearsal,
                ending);
    }
}
