package dev.understudy.kubernetes;

import dev.understudy.action.Action;
import dev.understudy.action.Effect;
import dev.understudy.action.KubernetesActions;
import dev.understudy.action.Normalisers;
import dev.understudy.action.ProgramCall;
import dev.understudy.operation.Observation;
import dev.understudy.operation.World;
import dev.understudy.operation.WriteOperation;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Runs a program in a pod, without a terminal. Gives its exit code and what it printed. Always a write, since nothing outside
 * of the pod can tell what it does there: in a rehearsal its result is unknown.
 *
 * @param cluster its name in the server's configuration
 * @param container null for the pod's only one
 * @param argv the program and its arguments; no shell reads them
 * @param repeatable whether running it twice does no harm; otherwise it is not tried again once it may have begun
 * @param patienceSeconds for how long it may run
 */
public record ExecInPod(
        String cluster,
        String namespace,
        String pod,
        @Nullable String container,
        List<String> argv,
        boolean repeatable,
        long patienceSeconds)
        implements WriteOperation<ProgramResult> {
    public ExecInPod {
        argv = List.copyOf(argv);
    }

    @Override
    public Action action() {
        Effect effect = Normalisers.installed().actions(new ProgramCall(argv, "/", Map.of())).stream()
                .map(Action::effect)
                .reduce(Effect.READ, Effect::and);
        // Even where the program only reads, the guard of clients that may not write cannot let an exec pass.
        Effect atLeastWrite = effect == Effect.READ ? Effect.WRITE : effect;
        return KubernetesActions.exec(
                KubernetesActions.object("", "pods", namespace, pod), container, argv, atLeastWrite);
    }

    @Override
    public ProgramResult simulate(World world) {
        return ProgramResult.UNKNOWN;
    }

    @Override
    public ProgramResult observed(Observation observation) {
        return new ProgramResult(observation.exit(), observation.output());
    }
}
