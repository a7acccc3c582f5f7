package dev.understudy.harness;

import dev.understudy.lab.RealPart;
import dev.understudy.lab.TemporalLab;
import dev.understudy.operation.Mode;
import dev.understudy.sample.FeaturesAutomation;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * Records the stored histories anew, on a real server: {@code FEATURE.MODE.json}, and those of children beside them. Run its
 * main where a history must change on purpose; the replay test says where one changed by mistake.
 */
final class FeatureHistories {
    /** They would take days, need another namespace, or end in an exception that the SDK does not hand to the workflow. */
    private static final Set<String> NOT_LIVE = Set.of("days", "timer", "nexus", "cancel-others");

    private FeatureHistories() {}

    static Path folder() {
        return RealPart.project().resolve("harness/src/test/resources/histories");
    }

    public static void main(String[] args) throws IOException {
        Files.createDirectories(folder());
        Path dir = Files.createTempDirectory("features");
        WorkflowServiceStubs temporal = WorkflowServiceStubs.newServiceStubs(WorkflowServiceStubsOptions.newBuilder()
                .setTarget(TemporalLab.shared().address())
                .build());
        try (Theatre theatre = new Theatre(
                dir, temporal, WorkflowClientOptions.getDefaultInstance(), 0, List.of(new FeaturesAutomation()))) {
            theatre.promote("Features");
            for (FeatureMatrixTest.Feature feature : FeatureMatrixTest.FEATURES) {
                for (Mode mode : Mode.values()) {
                    if (mode != Mode.LIVE || !NOT_LIVE.contains(feature.name())) {
                        record(theatre, feature, mode);
                    }
                }
            }
        } finally {
            temporal.shutdownNow();
        }
        System.exit(0);
    }

    private static void record(Theatre theatre, FeatureMatrixTest.Feature feature, Mode mode) throws IOException {
        String name = feature.name().startsWith("fan-out") ? "fan-out:3" : feature.name();
        for (Path folder : List.of(theatre.folder, theatre.archive)) {
            for (String file : theatre.names(folder)) {
                Files.delete(folder.resolve(file));
            }
        }
        theatre.log("app.log");
        for (int i = 0; i < 3; i++) {
            theatre.log("app-" + i + ".log");
        }
        String run = name.replace(':', '-') + "-" + UUID.randomUUID().toString().substring(0, 6);
        RunRequest request = FeatureMatrixTest.request(theatre, run, name);
        switch (mode) {
            case LIVE -> theatre.harness().startLive(request);
            case DRY_RUN -> theatre.harness().startDryRun(request);
            case SHADOW -> theatre.harness().startShadow(request);
        }
        FeatureMatrixTest.message(theatre, run, feature);
        if (mode == Mode.SHADOW) {
            theatre.operator(run, "session-" + run).begins().endsTheRun();
            theatre.awaitReport(run);
        } else {
            theatre.awaitClosed(run);
        }
        String file = name.replace(':', '-') + "." + mode;
        store(file, theatre.history(run));
        int child = 0;
        for (String workflow : theatre.journal().ofRun(run).stream()
                .map(entry -> entry.operation().workflowId())
                .distinct()
                .filter(id -> !id.equals(run))
                .toList()) {
            store(file + ".child-" + ++child, theatre.history(workflow));
        }
    }

    private static void store(String name, WorkflowExecutionHistory history) throws IOException {
        Files.writeString(folder().resolve(name + ".json"), history.toJson(false) + "\n");
        System.out.println(name + ": " + history.getEvents().size() + " events");
    }
}
