package dev.understudy.kubernetes;

import dev.understudy.action.Action;
import dev.understudy.action.Effect;
import dev.understudy.action.KubernetesActions;
import dev.understudy.operation.World;
import dev.understudy.operation.WriteOperation;
import java.util.Map;

/**
 * Starts what a CronJob would start, now, as {@code kubectl create job --from=cronjob/…} does. Gives true. A retry finds the job
 * that it made; one of that name by somebody else is a conflict.
 *
 * @param cluster its name in the server's configuration
 * @param name of the job; choose one for each run, as the workflow's id
 */
public record CreateJobFromCronJob(String cluster, String namespace, String cronJob, String name)
        implements WriteOperation<Boolean> {
    @Override
    public Action action() {
        return Action.of(
                Effect.WRITE,
                "create",
                ObjectName.job(namespace, name).object(),
                Map.of("from", KubernetesActions.object("batch", "cronjobs", namespace, cronJob)));
    }

    @Override
    public Boolean simulate(World world) {
        return true;
    }
}
