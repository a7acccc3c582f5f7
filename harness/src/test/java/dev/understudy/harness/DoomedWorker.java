package dev.understudy.harness;

import dev.understudy.sample.HazardsAutomation;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The main class of a process that starts runs and is killed in the middle of them. */
final class DoomedWorker {
    private DoomedWorker() {}

    /** @param args a folder, the address of a Temporal server, the run beside an operator, and the logs of the live ones */
    public static void main(String[] args) throws InterruptedException {
        WorkflowServiceStubs temporal = WorkflowServiceStubs.newServiceStubs(
                WorkflowServiceStubsOptions.newBuilder().setTarget(args[1]).build());
        Theatre theatre = new Theatre(
                Path.of(args[0]),
                temporal,
                WorkflowClientOptions.getDefaultInstance(),
                600,
                List.of(new HazardsAutomation(true)));
        theatre.promote("Hazards");
        theatre.log("beside.log");
        theatre.operator(args[2], "session-" + args[2])
                .with("name", "beside.log")
                .begins()
                .awaitsPredictions(1);
        for (int i = 3; i < args.length; i++) {
            theatre.log(args[i]);
            theatre.harness().startLive(request(theatre, args[2], args[i]));
        }
        Thread.sleep(Long.MAX_VALUE);
    }

    private static RunRequest request(Theatre theatre, String prefix, String log) {
        return new RunRequest(
                prefix + "-" + log,
                "archive-logs",
                "host-1",
                "grace",
                Map.of("folder", theatre.folder.toString(), "name", log));
    }
}
