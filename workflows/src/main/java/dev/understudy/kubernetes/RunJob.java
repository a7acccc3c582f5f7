package dev.understudy.kubernetes;

import dev.understudy.action.Action;
import dev.understudy.action.Effect;
import dev.understudy.action.JsonText;
import dev.understudy.operation.World;
import dev.understudy.operation.WriteOperation;
import java.util.List;
import java.util.Map;

/**
 * Runs a command in a pod of its own, once, and waits for its end. Gives its exit code and the end of what it printed. The job
 * stays there. A retry waits for the job that is there already; one of that name by somebody else is a conflict.
 *
 * @param cluster its name in the server's configuration
 * @param name of the job; choose one for each run, as the workflow's id
 * @param image of its container
 * @param argv the program and its arguments; no shell reads them
 * @param patienceSeconds for how long it may take, counted from when the workflow asked
 */
public record RunJob(
        String cluster, String namespace, String name, String image, List<String> argv, long patienceSeconds)
        implements WriteOperation<ProgramResult> {
    /** The name of its only container. */
    static final String CONTAINER = "job";

    public RunJob {
        argv = List.copyOf(argv);
    }

    @Override
    public Action action() {
        String container = Pointers.of("spec", "template", "spec", "containers", CONTAINER);
        return Action.of(
                Effect.WRITE,
                "create",
                ObjectName.job(namespace, name).object(),
                Map.of(
                        "/spec/backoffLimit",
                        "0",
                        "/spec/template/spec/restartPolicy",
                        Pointers.json("Never"),
                        container + "/image",
                        Pointers.json(image),
                        container + "/command",
                        JsonText.array(argv)));
    }

    @Override
    public ProgramResult simulate(World world) {
        return ProgramResult.UNKNOWN;
    }
}
