package dev.understudy.bench;

import dev.understudy.action.Action;
import dev.understudy.action.Effect;
import dev.understudy.automation.Automation;
import dev.understudy.operation.World;
import dev.understudy.operation.WriteOperation;
import dev.understudy.run.Targets;
import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityOptions;
import io.temporal.workflow.Async;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A workflow of some writes that cost nothing, so that what is measured is Temporal and the harness. */
@WorkflowInterface
public interface Steady {
    /** How many writes each execution asks for, all at once. */
    int WRITES = 5;

    /** The folder on which a workflow goes on for as long as it may, one write after the other. */
    String ENDLESS = "endless";

    /** The folder on which a workflow writes once. */
    String SINGLE = "single";

    @WorkflowMethod
    String go(Input input);

    /**
     * @param folder on what it pretends to work
     * @param millis how long each write takes, as a number
     */
    record Input(String folder, String millis) {}

    /** A write that changes nothing. */
    record Touch(String folder, int number, int millis) implements WriteOperation<String> {
        @Override
        public Action action() {
            return Action.of(Effect.WRITE, "touch", "file:" + folder + "/" + number);
        }

        @Override
        public String simulate(World world) {
            return "touched";
        }
    }

    @ActivityInterface
    interface Touching {
        String touch(Touch operation);
    }

    /** Waits, as for a server that it asks. */
    final class Touched implements Touching {
        private static volatile long lastBegun = System.nanoTime();

        /** By {@link System#nanoTime()}. */
        static long lastBegun() {
            return lastBegun;
        }

        @Override
        public String touch(Touch operation) {
            lastBegun = System.nanoTime();
            if (operation.millis() > 0) {
                try {
                    Thread.sleep(operation.millis());
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }
            return "touched";
        }
    }

    /** Its workflow. */
    final class Going implements Steady {
        private static final int MOST = 5_000;

        private final Touching touching = Workflow.newActivityStub(
                Touching.class,
                ActivityOptions.newBuilder()
                        .setStartToCloseTimeout(Duration.ofMinutes(10))
                        .build());

        @Override
        public String go(Input input) {
            for (int i = 0; i < MOST && input.folder().equals(ENDLESS); i++) {
                touching.touch(new Touch(input.folder(), i, Integer.parseInt(input.millis())));
            }
            List<Promise<String>> touched = new ArrayList<>();
            int writes = input.folder().equals(SINGLE) ? 1 : WRITES;
            for (int i = 0; i < writes; i++) {
                touched.add(Async.function(
                        touching::touch, new Touch(input.folder(), i, Integer.parseInt(input.millis()))));
            }
            Promise.allOf(touched).get();
            return "gone";
        }
    }

    /** Stands for the sample's runbook. */
    final class Automated implements Automation {
        @Override
        public String runbook() {
            return "archive-logs";
        }

        @Override
        public Class<?> workflow() {
            return Going.class;
        }

        @Override
        public List<Object> activities(Targets targets, boolean live) {
            return List.of(new Touched());
        }

        @Override
        public List<String> authors() {
            return List.of("ada");
        }
    }
}
