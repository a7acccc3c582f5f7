package dev.understudy.forward;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A manual run as the server knows it: what the next operator needs to go on with it.
 *
 * @param open whether it still goes on
 * @param runbook the runbook's id
 * @param params the values of its placeholders, as far as they are known and may be recorded
 * @param operators who took part so far
 * @param step the step that is under way; null where none is
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record OpenRun(
        String run,
        boolean open,
        String runbook,
        String title,
        String target,
        Map<String, String> params,
        List<String> operators,
        @Nullable String step) {
    public OpenRun {
        params = Map.copyOf(params);
        operators = List.copyOf(operators);
    }
}
