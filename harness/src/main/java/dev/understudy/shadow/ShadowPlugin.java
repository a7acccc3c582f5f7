package dev.understudy.shadow;

import dev.understudy.operation.Mode;
import io.temporal.common.SimplePlugin;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptor;
import io.temporal.common.interceptors.WorkerInterceptorBase;
import io.temporal.common.interceptors.WorkflowInboundCallsInterceptor;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** The one thing to install: put it into the options of the Temporal client, and all its workers are shadow-capable. */
public final class ShadowPlugin extends SimplePlugin {
    private ShadowPlugin(Builder builder) {
        super(builder);
    }

    /** @param fingerprints of this process's code, by workflow type; null for one that it does not run */
    static ShadowPlugin of(
            Map<Mode, Stage> stages,
            Function<String, String> fingerprints,
            Door door,
            StoreOutage outage,
            Behind behind) {
        UnaryOperator<RunHeader> decidedHere = header -> {
            String fingerprint = fingerprints.apply(header.workflowType());
            return fingerprint == null ? header : header.decidedBy(fingerprint);
        };
        return new ShadowPlugin(SimplePlugin.newBuilder("dev.understudy.shadow")
                .addWorkerInterceptors(new Worker(Map.copyOf(stages), decidedHere, door, outage, behind))
                .addClientInterceptors(new RunClient()));
    }

    private static final class Worker extends WorkerInterceptorBase {
        private final Map<Mode, Stage> stages;
        private final UnaryOperator<RunHeader> decidedHere;
        private final Door door;
        private final StoreOutage outage;
        private final Behind behind;

        Worker(
                Map<Mode, Stage> stages,
                UnaryOperator<RunHeader> decidedHere,
                Door door,
                StoreOutage outage,
                Behind behind) {
            this.behind = behind;
            this.door = door;
            this.outage = outage;
            this.stages = stages;
            this.decidedHere = decidedHere;
        }

        @Override
        public WorkflowInboundCallsInterceptor interceptWorkflow(WorkflowInboundCallsInterceptor next) {
            return new RunWorkflow(next, decidedHere, behind);
        }

        @Override
        public ActivityInboundCallsInterceptor interceptActivity(ActivityInboundCallsInterceptor next) {
            return new RunActivity(next, stages, door, outage);
        }
    }
}
