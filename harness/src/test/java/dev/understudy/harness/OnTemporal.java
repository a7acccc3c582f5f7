package dev.understudy.harness;

import io.temporal.client.WorkflowClientOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A theatre for each test, on Temporal's in-process server in real time. */
abstract class OnTemporal {
    @TempDir
    Path dir;

    TestWorkflowEnvironment temporal;
    Theatre theatre;

    @BeforeEach
    void open() {
        temporal = Theatre.temporal();
        theatre = new Theatre(dir, temporal.getWorkflowServiceStubs(), WorkflowClientOptions.getDefaultInstance());
    }

    @AfterEach
    void close() {
        theatre.close();
        temporal.close();
    }
}
